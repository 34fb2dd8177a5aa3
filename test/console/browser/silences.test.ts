import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { faultsOf, startConsole, type TestConsole } from '../../support/console.ts';

let it: TestConsole;

beforeAll(async () => {
  it = await startConsole();
  const samples = [{ subject: 'bed-1', metric: 'spo2', value: 80, labels: { ward: 'east' } }];
  await it.world.call('POST', '/v1/samples', { json: { samples } });
  await it.world.nextPage();
});
afterAll(() => it.stop());

const press = (name: string | RegExp) => it.page.getByRole('button', { name }).click();

describe('silences', () => {
  test('are none where there are none', async () => {
    await it.open();
    await it.page.getByRole('link', { name: 'Silences' }).click();
    await it.page.getByText('There are none').waitFor();
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('are made with a preview of what they cover, by a link that fills in the form', async () => {
    const matcher = encodeURIComponent('ward="east"');
    await it.open(`silences?matcher=${matcher}&minutes=120&comment=cables`);
    await it.page.getByText('Covers 1 alert of 1 incident: bed-1').waitFor();
    expect(await faultsOf(it.page)).toEqual([]);
    await press('Silence');
    await it.page.getByText('Silenced').waitFor();
    await it.page.getByRole('heading', { name: 'Running (1)' }).waitFor();
    const { json } = await it.world.call('GET', '/v1/silences');
    expect(json.silences[0]).toMatchObject({ matchers: ['ward="east"'], comment: 'cables' });
  });

  test('say in the form what is wrong with a matcher', async () => {
    await it.page.getByText('Silence something').click();
    await it.page.getByLabel('What an alert must match').fill('ward');
    await it.page.getByRole('status').getByText(/ward/u).waitFor();
  });

  test('that cover nothing now are set apart, whatever is in them, and can be ended', async () => {
    const comment = '<i>see</i> إنذار 🔕';
    const json = { matchers: ['ward="west"'], minutes: 60, comment };
    await it.world.call('POST', '/v1/silences', { json });
    await it.page.getByRole('heading', { name: 'Running, and cover nothing now (1)' }).waitFor();
    expect(await it.page.locator('main').innerText()).toContain(comment);
    expect(await faultsOf(it.page)).toEqual([]);
    await press(/^End it now ward="west"/u);
    await it.page.getByRole('heading', { name: 'Ended (1)' }).waitFor();
  });
});
