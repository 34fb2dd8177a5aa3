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

  test('have a line for each matcher, also while one is typed', async () => {
    const field = it.page.getByLabel('What an alert must match');
    await field.fill('');
    await field.focus();
    await it.page.keyboard.type('ward="east"');
    await it.page.keyboard.press('Enter');
    await it.page.keyboard.type('severity="critical"');
    expect(await field.inputValue()).toBe('ward="east"\nseverity="critical"');
    const { searchParams } = new URL(it.page.url());
    expect(searchParams.getAll('matcher')).toEqual(['ward="east"', 'severity="critical"']);
  });

  test('are previewed as they are filled in, whatever is answered late', async () => {
    const field = it.page.getByLabel('What an alert must match');
    const held = Promise.withResolvers<void>();
    await it.page.route(/preview\?.*nowhere/u, async (route) => {
      await held.promise;
      await route.continue();
    });
    const late = it.page.waitForRequest(/preview\?.*nowhere/u);
    await field.fill('ward="nowhere"');
    await late;
    await field.fill('ward="east"');
    const preview = it.page.locator('form [role=status]');
    await preview.getByText('Covers 1 alert of 1 incident').waitFor();
    const answered = it.page.waitForResponse(/preview\?.*nowhere/u);
    held.resolve();
    await (await answered).finished();
    await it.page.evaluate('new Promise((done) => setTimeout(done, 50))');
    expect(await preview.innerText()).toContain('Covers 1 alert of 1 incident');
    await it.page.unrouteAll();
  });

  test('last as long as a link asks', async () => {
    await it.open('silences?matcher=ward%3D%22west%22&minutes=45');
    const lasts = it.page.getByLabel('For how long');
    expect(await lasts.locator('option:checked').innerText()).toBe('45 min');
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
