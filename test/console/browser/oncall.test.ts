import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { dateAt } from '#console/oncall/days.ts';
import { faultsOf, startConsole, type TestConsole } from '../../support/console.ts';
import { ONCALL_CONFIG, STRANGE_NAME } from '../../support/oncall.ts';

let it: TestConsole;

beforeAll(async () => {
  it = await startConsole({ config: ONCALL_CONFIG });
});
afterAll(() => it.stop());

const main = () => it.page.locator('main').innerText();
const row = (name: string | RegExp) =>
  it.page.locator('.lane', { has: it.page.getByRole('term').filter({ hasText: name }) });
const barsOf = async (name: string | RegExp) =>
  (await row(name).first().locator('.bar').allTextContents()).map((text) =>
    text.replace(/\s+/gu, ' ').trim(),
  );
const press = (name: string | RegExp) => it.page.getByRole('button', { name }).click();
const address = () => new URL(it.page.url()).searchParams;

const PATTERN = "getComputedStyle(document.querySelector('.served .gap')).backgroundImage";

const override = (person: string, from: string, to: string, more: object = {}) =>
  it.world.call('POST', '/v1/overrides', {
    json: { schedule: 'nurses', person, from, to, ...more },
  });

const overrides = async () => (await it.world.call('GET', '/v1/overrides')).json.overrides;

/** The week in which clocks go forward, the night to Sunday: a turn of 11 hours. */
const SPRING = 'oncall/nurses?date=2027-03-28';

describe('who is on call', () => {
  test('is shown of each service by step, with who cannot be paged and why', async () => {
    await it.open();
    await it.page.getByRole('link', { name: 'On call' }).click();
    const card = it.page.locator('.card', {
      has: it.page.getByRole('heading', { name: 'ICU', exact: true }),
    });
    await card.waitFor();
    const text = (await card.innerText()).replace(/\s+/gu, ' ');
    expect(text).toMatch(
      /Step 1 \S.* until .* \(in .*\), then .* \(nurses, layer \w+\) Step 2 after 5 min Bo Mute Cannot be paged: no contact method Fallback after 10 min/u,
    );
    expect(text).toContain('Info pages nobody');
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('is said plainly of a service that reaches nobody', async () => {
    const card = it.page.locator('.card', {
      has: it.page.getByRole('heading', { name: 'MUTE', exact: true }),
    });
    expect(await card.innerText()).toContain('Nobody can be reached');
  });

  test('is shown by the clocks of each schedule, which the address keeps', async () => {
    await it.page.getByLabel('Times').selectOption({ label: 'Of each schedule' });
    const doctor = it.page.getByRole('listitem').filter({ hasText: 'doctor:' });
    await doctor.getByText(/GMT-[45]/u).waitFor();
    await doctor.getByRole('link', { name: 'doctor' }).click();
    await it.page.getByRole('heading', { name: 'On call: doctor' }).waitFor();
    expect(address().get('zone')).toBe('schedule');
    const times = await row('layer days').first().locator('.bar').allInnerTexts();
    expect(times.join()).not.toBe('');
    expect((await barsOf('On call')).join()).toMatch(/Dan ?07:00, \S.* 07:00 – 19:00 GMT-[45]/u);
  });
});

describe('the turns of one person', () => {
  test('are a list over all schedules, which the address keeps', async () => {
    await it.open('oncall?person=bo&date=2027-03-22');
    await it.page.getByRole('heading', { name: 'Turns of Bo' }).waitFor();
    await it.page.getByText(/^\d+ turns, /u).waitFor();
    expect(await main()).toContain('Sat 27 Mar, 19:00 CET – Sun 28 Mar, 07:00 CEST (11 hr)');
    expect(await faultsOf(it.page)).toEqual([]);
    await it.page.getByRole('link', { name: 'Later' }).click();
    expect(address().get('date')).toBe('2027-04-19');
    await it.page.getByLabel('Turns of').selectOption('');
    await it.page.getByRole('heading', { name: 'Services' }).waitFor();
    expect(it.page.url()).toMatch(/oncall$/u);
  });

  test('of the reader are called mine', async () => {
    const anna = await it.signedIn('anna', 'viewer');
    await anna.getByRole('link', { name: 'On call' }).click();
    await anna.getByLabel('Turns of').selectOption({ label: 'Mine' });
    await anna.getByRole('heading', { name: 'Turns of Anna' }).waitFor();
    expect(anna.url()).toMatch(/\?person=anna$/u);
    await anna.close();
  });
});

describe('the calendar of a schedule', () => {
  test('has a row for each layer, that which wins on top, and one for who is on call', async () => {
    await it.open(SPRING);
    await row('layer wards').waitFor();
    const names = await it.page.getByRole('term').allInnerTexts();
    expect(names).toEqual(['Choose a span', 'layer weekends', 'layer wards', 'On call']);
    expect(await barsOf('layer wards')).toContain(
      'Bo, Sat 27 Mar, 19:00 CET – Sun 28 Mar, 07:00 CEST',
    );
    expect(await barsOf('layer weekends')).toHaveLength(2);
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('has days as long as they are when the clocks change', async () => {
    const widths = await it.page
      .locator('.heads .bar')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width));
    expect((widths[6] ?? 0) / (widths[0] ?? 1)).toBeCloseTo(23 / 24, 2);
    // A turn of 12 hours on the clock that night is as wide as 11 of another day.
    const turns = await row('layer wards')
      .locator('.bar')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width));
    expect((turns[12] ?? 0) / (turns[10] ?? 1)).toBeCloseTo(11 / 12, 2);
  });

  test('shows names of others as text, whatever is in them', async () => {
    expect((await barsOf('On call')).join()).toContain(STRANGE_NAME);
    expect(await it.page.locator('main b').count()).toBe(0);
  });

  test('says gaps by word and pattern', async () => {
    await it.open('oncall/doctor?date=2027-03-28&view=month');
    await it.page.locator('.strip').nth(4).waitFor();
    const gap = row('On call').first().locator('.gap').first();
    expect(await gap.textContent()).toMatch(/Gap.*Nobody/su);
    expect(await it.page.evaluate(PATTERN)).toMatch(/gradient/u);
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('goes by week and month, from address to address', async () => {
    await it.page.getByRole('link', { name: 'Later' }).click();
    await it.page.getByRole('heading', { name: 'April 2027' }).waitFor();
    await it.page.getByRole('link', { name: 'Week' }).click();
    await it.page.locator('.strip').nth(1).waitFor({ state: 'detached' });
    expect(it.page.url()).toMatch(/oncall\/doctor\?date=2027-04-28$/u);
    await it.page.goBack();
    await it.page.locator('.strip').nth(4).waitFor();
  });

  test('is a list by day where there is no room', async () => {
    await it.page.setViewportSize({ width: 320, height: 800 });
    await it.open('oncall/doctor?date=2027-03-28');
    const sunday = it.page.locator('section', {
      has: it.page.getByRole('heading', { name: 'Sun 28 Mar' }),
    });
    await sunday.getByText('from 13:00').waitFor();
    expect((await sunday.innerText()).replace(/\s+/gu, ' ')).toMatch(
      /until 13:00: Nobody Gap .* from 13:00: Dan layer days/u,
    );
    expect(await it.page.locator('.strip').count()).toBe(0);
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('says what is wrong with a schedule that there is not', async () => {
    await it.open('oncall/nurse');
    await it.page.getByText('Did you mean "nurses"?').waitFor();
  });
});

describe('an override', () => {
  test('is drawn in the grid, previewed, and set', async () => {
    await it.open('oncall/doctor?date=2027-03-24');
    const track = it.page.locator('.drawable');
    await it.page
      .getByLabel('Who')
      .locator('option', { hasText: 'Bo' })
      .waitFor({ state: 'attached' });
    await track.hover();
    const { x, y, width } = (await track.boundingBox()) ?? { x: 0, y: 0, width: 0 };
    const at = (hour: number) => x + (width * (hour + 0.5)) / 167;
    await it.page.mouse.move(at(26), y + 10);
    await it.page.mouse.down();
    await it.page.mouse.move(at(40), y + 10, { steps: 5 });
    await it.page.mouse.up();
    expect([address().get('begin'), address().get('end')]).toEqual([
      '2027-03-23T01:00Z',
      '2027-03-23T16:00Z',
    ]);
    await it.page.getByLabel('Who').selectOption('bo');
    await it.page.getByLabel('Why').fill('<i>swap</i> מחר 🩹');
    await it.page.getByText('Tue 23 Mar, 02:00 – 12:00 CET: Bo instead of Nobody').waitFor();
    await it.page.getByText('12:00 – 17:00 CET: Bo instead of Dan').waitFor();
    await it.page.getByText(/Bo is on call in nurses too: .*02:00 – 07:00 CET/u).waitFor();
    expect(await faultsOf(it.page)).toEqual([]);
    await press('Set the override');
    await it.page.getByText('The override is set').waitFor();
    await it.page.getByRole('heading', { name: 'Overrides (1)' }).waitFor();
    expect(await main()).toContain('<i>swap</i> מחר 🩹');
    expect(await barsOf('Overrides')).toEqual(['Bo, Tue 23 Mar, 02:00 – 17:00 CET']);
    expect(address().get('begin')).toBeNull();
    expect(await overrides()).toMatchObject([{ person: 'bo', comment: '<i>swap</i> מחר 🩹' }]);
  });

  test('says before it is removed what is uncovered then', async () => {
    await press(/^Remove Bo/u);
    const dialog = it.page.getByRole('dialog', { name: 'Remove this override?' });
    await dialog.getByText('Nobody is on call: Tue 23 Mar, 02:00 – 12:00 CET').waitFor();
    await dialog.getByText('Nobody instead of Bo').waitFor();
    expect(await faultsOf(it.page)).toEqual([]);
    expect(await overrides()).toHaveLength(1);
    await press('Yes, remove it');
    await it.page.getByText('The override is removed').waitFor();
    await it.page.getByRole('heading', { name: 'Overrides (0)' }).waitFor();
    expect(await overrides()).toEqual([]);
  });

  test('is chosen by two clicks', async () => {
    const track = it.page.locator('.drawable');
    const { width = 0 } = (await track.boundingBox()) ?? {};
    const click = (hour: number) =>
      track.click({ position: { x: (width * (hour + 0.5)) / 167, y: 10 } });
    await click(40);
    await click(26);
    expect([address().get('begin'), address().get('end')]).toEqual([
      '2027-03-23T01:00Z',
      '2027-03-23T16:00Z',
    ]);
  });

  test('is chosen and set by the keyboard alone', async () => {
    await it.open(SPRING);
    const turn = row('On call').getByRole('button', { name: /^Bo .*Sat 27 Mar, 19:00/u });
    await turn.focus();
    await it.page.keyboard.press('Enter');
    const focused = () => it.page.evaluate<string>('document.activeElement.innerText');
    expect(await focused()).toBe('Put somebody on call for a while');
    const begin = it.page.getByRole('slider', { name: 'From' });
    expect(await begin.getAttribute('aria-valuetext')).toBe('Sat 27 Mar, 19:00 CET');
    await begin.focus();
    await it.page.keyboard.press('ArrowLeft');
    await it.page.keyboard.press('ArrowLeft');
    await it.page.keyboard.press('ArrowRight');
    await it.page.keyboard.press('PageDown');
    await it.page.keyboard.press('PageUp');
    await it.page.getByRole('slider', { name: 'Until' }).focus();
    await it.page.keyboard.press('ArrowRight');
    // Neither beyond what is shown, nor before the beginning.
    await it.page.keyboard.press('PageUp');
    await it.page.keyboard.press('PageDown');
    expect(await it.page.getByLabel('Until').last().inputValue()).toBe('2027-03-28T08:00');
    await it.page.getByLabel('Who').focus();
    await it.page.keyboard.press('A');
    await it.page.getByText(/Sat 27 Mar, 18:00 .*Anna instead of/u).waitFor();
    await it.page.getByRole('button', { name: 'Set the override' }).focus();
    await it.page.keyboard.press('Enter');
    await it.page.getByText('The override is set').waitFor();
    expect(await overrides()).toMatchObject([
      { person: 'anna', from: '2027-03-27T17:00:00Z', to: '2027-03-28T06:00:00Z' },
    ]);
    const [{ id }] = await overrides();
    await it.world.call('DELETE', `/v1/overrides/${id}`);
  });

  test('is filled in by fields, in the zone that is shown', async () => {
    await it.open('oncall/doctor?date=2027-03-24&zone=schedule&person=dan');
    await it.page.getByLabel('From (America/New_York)').fill('2027-03-24T20:00');
    await it.page.getByLabel('Until (America/New_York)').fill('2027-03-25T06:30');
    await it.page.getByLabel('Why').fill('x');
    await it.page.getByText(/Wed 24 Mar, 20:00 – Thu 25 Mar, 06:30 GMT-4 \(10 hr/u).waitFor();
    await it.page.getByText('Dan instead of Nobody').waitFor();
    expect(address().get('end')).toBe('2027-03-25T10:30Z');
    await press('Clear');
    expect(it.page.url()).toMatch(/\?date=2027-03-24&zone=schedule$/u);
  });

  test('says what is wrong with it instead of a preview', async () => {
    await it.open(`${SPRING}&begin=2027-03-25T07:00Z&end=2027-03-24T07:00Z&person=bo`);
    await it.page.getByText('An override must end after it begins.').waitFor();
  });

  test('that overlaps another lies above it and wins, whatever its person is called', async () => {
    await override('bo', '2027-03-22T07:00Z', '2027-03-24T07:00Z');
    await override('cia', '2027-03-23T07:00Z', '2027-03-25T07:00Z', { comment: 'later' });
    await it.open(SPRING);
    await row('Overrides').nth(1).waitFor();
    const lanes = await row('Overrides').allTextContents();
    expect(lanes.map((text) => text.includes(STRANGE_NAME))).toEqual([true, false]);
    const served = await barsOf('On call');
    expect(served).toContainEqual(expect.stringMatching(/^Bo ?08:00.*by an override/u));
    expect(served.join()).toContain('Tue 23 Mar, 08:00 – Thu 25 Mar, 08:00 CET, by an override');
    expect(await faultsOf(it.page)).toEqual([]);
  });
});

describe('a reader', () => {
  const calendarOf = async (person: string, role: 'viewer' | 'responder' | 'lead') => {
    const page = await it.signedIn(person, role);
    await page.goto(`${it.world.platform.url}/console/${SPRING}`);
    await page.locator('.strip').waitFor();
    return page;
  };
  const removals = (page: Page) => page.getByRole('button', { name: /^Remove/u }).count();

  test('who may only look is offered no override', async () => {
    const page = await calendarOf('dan', 'viewer');
    expect(await page.locator('main button, main form, .drawable').count()).toBe(0);
    await page.close();
  });

  test('who responds takes a turn in person, and gives back only that', async () => {
    const page = await calendarOf('dan', 'responder');
    expect(await removals(page)).toBe(0);
    expect(await page.locator('form select').count()).toBe(0);
    await page.getByRole('button', { name: /^Bo .*Fri 26 Mar, 19:00/u }).click();
    await page.getByText(/Dan instead of Bo/u).waitFor();
    await page.getByRole('button', { name: 'Set the override' }).click();
    await page.getByText('The override is set').waitFor();
    await page.getByRole('button', { name: /^Remove Dan/u }).waitFor();
    expect(await removals(page)).toBe(1);
    await page.close();
  });

  test('who leads sets and removes those of others', async () => {
    const page = await calendarOf('anna', 'lead');
    expect(await removals(page)).toBe(3);
    expect(await page.getByLabel('Who').locator('option').allInnerTexts()).toEqual([
      ...['', 'Anna', 'Bo', STRANGE_NAME, 'Dan'],
    ]);
    await page.close();
  });

  test('reads it in Swedish and German', async () => {
    await it.open(SPRING);
    await it.page.keyboard.press('?');
    await it.page.getByLabel('Language').selectOption('sv');
    await it.page.getByLabel('Språk').selectOption('de');
    await it.page.getByRole('button', { name: 'Schließen' }).click();
    await it.page.getByRole('heading', { name: 'Bereitschaft: nurses' }).waitFor();
    await row('Ebene wards').waitFor();
    expect(await faultsOf(it.page)).toEqual([]);
  });
});

/** Presses a button as the keyboard does: it must take focus, and act on Enter. */
async function enter(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name }).focus();
  await page.keyboard.press('Enter');
}

describe('a swap', () => {
  const turnsOf = async (person: string, role: 'responder' | 'viewer') => {
    const page = await it.signedIn(person, role);
    await page.goto(`${it.world.platform.url}/console/oncall?person=${person}`);
    await page.getByRole('heading', { name: 'Covers and swaps' }).waitFor();
    return page;
  };

  test('is asked for by the keyboard, and accepted by the colleague', async () => {
    const page = await turnsOf('anna', 'responder');
    await page.setViewportSize({ width: 390, height: 800 });
    await page
      .getByRole('button', { name: /^Find a colleague for it nurses/u })
      .nth(4)
      .focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Ask a colleague to take this turn' });
    await dialog.getByLabel('Whom').selectOption({ label: 'Bo' });
    const turns = dialog.getByLabel('For which turn');
    await turns.locator('option').nth(6).waitFor({ state: 'attached' });
    await turns.selectOption({ index: 6 });
    await dialog.getByRole('button', { name: 'Ask' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('It is asked').waitFor();
    await page.getByText(/^Bo takes nurses of Anna: /u).waitFor();
    await page.getByText(/^Anna takes nurses of Bo: /u).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    const bo = await turnsOf('bo', 'responder');
    await enter(bo, /^Accept/u);
    await bo.getByText('It is accepted').waitFor();
    const { exchanges } = (await it.world.call('GET', '/v1/exchanges?status=accepted')).json;
    expect(exchanges).toMatchObject([{ kind: 'swap', giver: 'anna', acceptedBy: 'bo' }]);
    await bo.close();
    await page.close();
  });

  test('is offered on the schedule by the keyboard of a phone, and accepted by whose turn it is', async () => {
    const dan = await it.signedIn('dan', 'responder');
    await dan.setViewportSize({ width: 390, height: 800 });
    await dan.goto(`${it.world.platform.url}/console/oncall/nurses`);
    await enter(dan, 'Offer to take a turn');
    const dialog = dan.getByRole('dialog', { name: 'Offer to take a turn' });
    const turns = dialog.getByLabel(/^Which turn/u);
    const ofBo = turns.locator('option', { hasText: /^Bo, /u }).nth(1);
    await ofBo.waitFor({ state: 'attached' });
    await turns.focus();
    await dan.keyboard.type('Bo');
    await dialog.getByLabel('Why').fill('a birthday');
    expect(await faultsOf(dan)).toEqual([]);
    await dan.keyboard.press('Enter');
    await dan.getByText('It is offered').waitFor();
    const { exchanges } = (await it.world.call('GET', '/v1/exchanges?status=open')).json;
    expect(exchanges).toMatchObject([
      { kind: 'cover', giver: 'bo', taker: 'dan', awaits: 'giver' },
    ]);
    await dan.close();
    const bo = await turnsOf('bo', 'responder');
    await bo.setViewportSize({ width: 390, height: 800 });
    await bo.getByText('a birthday').waitFor();
    await enter(bo, /^Accept.*Dan takes nurses of Bo/u);
    await bo.getByText('It is accepted').waitFor();
    await bo.close();
  });

  test('is shown to whoever may only look, without a button', async () => {
    const page = await turnsOf('dan', 'viewer');
    expect(await page.locator('main section button, main form').count()).toBe(0);
    await page.close();
  });
});

describe('an absence', () => {
  test('shows the turns that nobody would have, and takes a reason for them', async () => {
    const page = await it.signedIn('anna', 'responder');
    await page.setViewportSize({ width: 390, height: 800 });
    await page.goto(`${it.world.platform.url}/console/oncall?person=anna`);
    const form = page.getByRole('form', { name: 'Say when you are away' });
    const day = (days: number) =>
      new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    // Longer than a weekend, on which she has no turns.
    await form.getByLabel(/^From/u).fill(`${day(40)}T07:00`);
    await form.getByLabel(/^Until/u).fill(`${day(44)}T07:00`);
    await enter(page, 'Say so');
    await form
      .getByText(/^Nobody is on call: nurses, /u)
      .first()
      .waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await form.getByLabel('Why may they stay open?').fill('the day team stays');
    await page.keyboard.press('Enter');
    await page.getByText('It is noted').waitFor();
    await page.getByText('Turns may stay open: the day team stays').waitFor();
    await enter(page, /^End it/u);
    await page.getByText('It has ended').waitFor();
    await page.close();
  });
});

describe('a list by day', () => {
  test('begins with today, and folds up the days before it', async () => {
    it.world.putForward(daysToWednesday() * 86_400_000);
    await it.page.setViewportSize({ width: 390, height: 800 });
    await it.open('oncall/nurses');
    const first = it.page.locator('main > section').first();
    await first.getByRole('heading', { name: /^(Wed|Mi|ons).*(Today|Heute|I dag)$/u }).waitFor();
    await it.page.locator('summary').click();
    expect(await it.page.locator('details section').count()).toBe(2);
    expect(await faultsOf(it.page)).toEqual([]);
  });
});

function daysToWednesday(): number {
  const weekday = new Date(dateAt(Date.now(), 'Europe/Stockholm')).getUTCDay();
  return (10 - weekday) % 7;
}
