import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { below } from '../../support/config.ts';
import { faultsOf, startConsole, type TestConsole } from '../../support/console.ts';
import { TEST_CONFIG } from '../../support/platform.ts';

let it: TestConsole;

beforeAll(async () => {
  const rules = [below('spo2', 90, { bounds: { low: 80, high: 95 } }), below('hr', 40)];
  it = await startConsole({ config: { ...TEST_CONFIG, rules } });
  await measure(84);
});
afterAll(() => it.stop());

const measure = (value: number) =>
  it.world.call('POST', '/v1/samples', {
    json: { samples: [{ subject: 'bed-1', metric: 'spo2', value, unit: '%' }] },
  });
const text = () => it.page.locator('main').innerText();

describe('the limit of one subject', () => {
  test('is set at the rule that allows it, with a reason, and shown', async () => {
    await it.open('subjects/bed-1');
    const set = it.page.getByRole('button', { name: 'Set a limit for this subject' });
    await set.first().waitFor();
    expect(await set.count()).toBe(1);
    await set.click();
    await it.page.getByLabel('Alert below').fill('82');
    await it.page.getByLabel('Why').fill('COPD');
    expect(await faultsOf(it.page)).toEqual([]);
    await it.page.locator('dialog').getByRole('button', { name: 'Set a limit' }).click();
    await it.page.getByText('The limit holds from now on.').waitFor();
    await it.page.getByText('Limits of its own (1)').waitFor();
    const shown = await text();
    expect(shown).toMatch(/spo2-low below 82\s*\(for others: below 90\)/u);
    expect(shown).toContain('COPD');
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('marks its subject on the board', async () => {
    await it.open('subjects');
    await it.page.locator('[data-row="bed-1"]').getByText('Limits of its own (1)').waitFor();
    expect(await faultsOf(it.page)).toEqual([]);
    await it.open('subjects/bed-1');
  });

  test('is ended there', async () => {
    await it.page.getByRole('button', { name: 'End this limit' }).click();
    await it.page.getByText('It has ended: what the config says holds again.').waitFor();
    const { json } = await it.world.call('GET', '/v1/limits');
    expect(json.limits).toEqual([]);
  });
});
