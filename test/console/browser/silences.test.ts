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

  test('that have ended are set again by a form that is filled in, and has the focus', async () => {
    await it.page.getByRole('link', { name: 'Set it again ward="west"' }).click();
    const field = it.page.getByLabel('What an alert must match');
    expect(await field.inputValue()).toBe('ward="west"');
    await it.page.locator('textarea:focus').waitFor();
  });

  test('are planned: from a moment until another, as a maintenance window', async () => {
    const begin = new Date(Date.now() + 24 * 3_600_000).toISOString().slice(0, 16);
    const matcher = encodeURIComponent('ward="east"');
    await it.open(`silences?matcher=${matcher}&comment=wiring&begin=${begin}Z`);
    await it.page.getByText('Would now cover 1 alert of 1 incident').waitFor();
    await it.page.getByLabel('For how long').selectOption('until a time');
    const ends = it.page.getByLabel(/^Until/u);
    const wall = await it.page.getByLabel(/^From/u).inputValue();
    await ends.fill(`${wall.slice(0, 11)}23:59`);
    await it.page.getByLabel('Planned work: a maintenance window').check();
    expect(await faultsOf(it.page)).toEqual([]);
    await press('Silence');
    await it.page.getByText('It is set, and begins later').waitFor();
    await it.page.getByRole('heading', { name: 'Coming (1)' }).waitFor();
    const { json } = await it.world.call('GET', '/v1/silences?kind=maintenance');
    expect(json.silences).toMatchObject([{ status: 'pending', comment: 'wiring' }]);
    expect(json.silences[0].startsAt).toBe(`${begin}:00Z`);
  });

  test('recur by a choice or a rule, with the next ten times, and end for one time or for good', async () => {
    const matcher = encodeURIComponent('ward="north"');
    await it.page.setViewportSize({ width: 390, height: 800 });
    await it.open(`silences?matcher=${matcher}&comment=backup`);
    await it.page.getByLabel('How often').focus();
    await it.page.keyboard.press('ArrowDown');
    await it.page.getByText('The next 10 times').click();
    expect(await it.page.locator('form ol li').count()).toBe(10);
    await it.page.getByLabel('How often').selectOption('by a rule');
    const rule = it.page.getByLabel(/^Rule/u);
    await rule.fill('*/5 * * * *');
    await rule.press('Tab');
    await it.page.getByRole('status').getByText('It begins again before it is over').waitFor();
    await it.page.getByLabel('How often').selectOption('every day');
    await it.page.getByText('The next 10 times').waitFor();
    expect(await faultsOf(it.page)).toEqual([]);
    await press('Silence');
    const row = it.page.locator('[data-row]', { hasText: 'ward="north"' });
    await row.getByText(/^every day, for 1 hr each time/u).waitFor();
    expect(await faultsOf(it.page)).toEqual([]);
    await row.getByRole('button', { name: /^End this time/u }).click();
    await it.page.getByRole('heading', { name: 'Coming (2)' }).waitFor();
    await row.getByRole('button', { name: /^End it for good/u }).click();
    await it.page.getByRole('heading', { name: 'Coming (1)' }).waitFor();
    await it.page.setViewportSize({ width: 1280, height: 800 });
  });

  test('are found by words, and gone through by keys', async () => {
    await it.page.keyboard.press('/');
    await it.page.keyboard.type('wiring');
    await it.page.getByText(/The filter finds 1 of/u).waitFor();
    await it.page.getByRole('heading', { name: 'Coming (1)' }).click();
    await it.page.keyboard.press('j');
    expect(await it.page.locator('[data-row]:focus').innerText()).toContain('wiring');
    expect(await faultsOf(it.page)).toEqual([]);
  });
});
