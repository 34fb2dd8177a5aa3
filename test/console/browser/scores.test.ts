import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DAY } from '#core/time/instant.ts';
import { faultsOf, startConsole, type TestConsole } from '../../support/console.ts';
import { TEST_CONFIG } from '../../support/platform.ts';
import { news2, observed, WELL } from '../../support/scores.ts';

let it: TestConsole;

beforeAll(async () => {
  const trends = { keep: 7 * DAY };
  it = await startConsole({ config: { ...TEST_CONFIG, rules: [news2()], trends } });
  const { temperature: _, ...rest } = WELL;
  const samples = observed('bed-1', { ...rest, consciousness: 1, heart_rate: 112 }, 0).map(
    ({ at: __, ...sample }) => sample,
  );
  await it.world.call('POST', '/v1/samples', { json: { samples } });
});
afterAll(() => it.stop());

const text = async () => (await it.page.locator('main').innerText()).replaceAll(/\s+/gu, ' ');

describe('an early warning score in the console', () => {
  test('shows on the screen of its subject the interval, the level and the points', async () => {
    await it.open('subjects/bed-1');
    await it.page.getByRole('heading', { name: 'Scores' }).waitFor();
    expect(await text()).toMatch(/NEWS2 5 to 8 \(medium\)/u);
    expect(await text()).toMatch(/heart_rate: 2 points/u);
    expect(await text()).toMatch(/temperature: missing/u);
    expect(await text()).toMatch(/high: a total of 7 or more/u);
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('has scale 2 of oxygen ordered at it, which the screen and the incident tell', async () => {
    await it.page.getByRole('button', { name: 'Order oxygen scale 2' }).click();
    await it.page.getByLabel('Why').fill('COPD');
    expect(await faultsOf(it.page)).toEqual([]);
    await it.page.locator('dialog').getByRole('button', { name: 'Order oxygen scale 2' }).click();
    await it.page.getByText('Scale 2 counts from now on.').waitFor();
    await it.page.getByText('Limits of its own (1)').waitFor();
    expect(await text()).toMatch(/news2 oxygen scale 2 COPD/u);
    expect(await text()).toMatch(/NEWS2 5 to 8 \(medium\), oxygen scale 2/u);
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('shows in the incident whose points they are', async () => {
    await it.page.getByRole('link', { name: /NEWS2/u }).first().click();
    await it.page.getByRole('heading', { name: /Alerts/u }).waitFor();
    expect(await text()).toMatch(/NEWS2 5-8/u);
    expect(await text()).toMatch(/consciousness: 3 points/u);
    expect(await text()).toMatch(/on oxygen scale 2, which .+ ordered for this subject/u);
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('is drawn in the incident, with the level from which on it pages', async () => {
    const section = it.page.getByRole('region', { name: 'Values' });
    await section
      .getByRole('img', { name: /^news2 as a line/u })
      .locator('canvas')
      .waitFor();
    const told = (await section.innerText()).replaceAll(/\s+/gu, ' ');
    expect(told).toMatch(/news2: lowest \d, .+; highest \d, /u);
    expect(told).toMatch(/NEWS2: limit: high: a total of 7 or more; medium: a total of 5 or more/u);
    await section.getByText('The values as a table').click();
    expect(await section.getByRole('row').count()).toBeGreaterThan(1);
    expect(await faultsOf(it.page)).toEqual([]);
  });
});
