import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PageRecord } from '#core/paging/page.ts';
import type { PageResult } from '#core/paging/result.ts';
import { faultsOf, startConsole, type TestConsole } from '../../support/console.ts';
import { TEST_CONFIG } from '../../support/platform.ts';

const ODD = '<img src=x onerror=alert(1)> مريض 🛏️';
const ICU = '0123456789abcdef-1';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let it: TestConsole;

/** Stores a page that was ordered some minutes ago. */
async function stored(
  name: string,
  minutes: number,
  given: Partial<Omit<PageRecord, 'order'>> & { order?: Partial<PageRecord['order']> } = {},
): Promise<void> {
  const { order, ...more } = given;
  const at = Date.now() - minutes * MINUTE;
  const result: PageResult = { code: 'sent', message: `m-${name}`, others: 0 };
  await it.world.platform.ports.pages.save(
    {
      order: {
        id: `${ICU}.${name}`,
        incident: ICU,
        responder: 'anna',
        channel: 'sms',
        reason: 'escalation_step',
        at,
        ...order,
      },
      status: 'sent',
      attempts: [{ at, result }],
      service: 'icu',
      severity: 'critical',
      version: 1,
      ...more,
    },
    0,
  );
}

beforeAll(async () => {
  const { people } = TEST_CONFIG;
  const { bo = people['anna'] } = people;
  it = await startConsole({
    config: {
      ...TEST_CONFIG,
      people: { ...people, ...(bo !== undefined && { bo: { ...bo, id: 'bo', name: ODD } }) },
    },
  });
});
afterAll(() => it.stop());

const row = (text: string | RegExp) => it.page.locator('.listed > li', { hasText: text });
const all = () => it.page.locator('.listed > li').count();
const waitFor = (text: string | RegExp) =>
  it.page.locator('main').getByText(text).first().waitFor();

describe('the log of pages', () => {
  test('is empty where nothing was sent', async () => {
    await it.open();
    await it.page.getByRole('link', { name: 'Pages' }).click();
    await waitFor('No page of the kind is on record.');
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('tells to whom, by what, what became of it, about what, and why', async () => {
    const via = {
      policy: 'icu',
      stop: { kind: 'step', step: 2 },
      schedule: 'wards',
      layer: 'nights',
    } as const;
    await stored('plain', 3, { via });
    const fault: PageResult = { code: 'topic_missing', error: 'NotFoundException' };
    await stored('failed', 2, {
      status: 'failed',
      attempts: [{ at: Date.now(), result: fault }],
      order: { channel: 'email', reason: 'reassigned' },
    });
    await stored('later', 1, {
      status: 'retrying',
      due: Date.now() + DAY,
      attempts: [{ at: Date.now(), result: { code: 'unavailable', error: 'Timeout' } }],
      order: { responder: 'bo' },
    });
    await stored('withdrawn', 4, {
      status: 'withdrawn',
      attempts: [
        { at: Date.now(), result: { code: 'incident_not_triggered', status: 'resolved' } },
      ],
    });
    await it.open('pages');
    await waitFor('4 pages');
    const plain = row(/SMS:\s+sent/u);
    expect(await plain.innerText()).toMatch(
      /Critical\s+Anna, SMS:\s+sent \d\d:\d\d .*\s+ICU, Incident 0123456789abcdef-1, 1 attempt/u,
    );
    await plain.getByText('Why, and what became of it').click();
    expect(await plain.locator('.chain').innerText()).toMatch(
      /Service: ICU.*Their turn in the escalation.*Step 2 of policy icu.*schedule wards, layer nights.*Anna by SMS/su,
    );
    expect(await plain.innerText()).toContain('message m-plain');
    expect(await row('failed').innerText()).toContain('no topic for this responder');
    expect(await row('is tried again').innerText()).toMatch(/in \d+ hr|in 1 day/u);
    expect(await row('withdrawn').innerText()).toMatch(
      /0 attempts\s+Their turn in the escalation\s+the incident is resolved/u,
    );
    expect(await row('failed').innerText()).toMatch(/1 attempt\s+Somebody reassigned it/u);
    // The newest first.
    expect(await it.page.locator('.became').first().innerText()).toContain('is tried again');
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('is moved through by keys', async () => {
    await it.page.keyboard.press('j');
    const focused = () => it.page.evaluate('document.activeElement.innerText');
    expect(await focused()).toBe(`Incident ${ICU}`);
    await it.page.keyboard.press('/');
    expect(await it.page.evaluate('document.activeElement.tagName')).toBe('SELECT');
    await it.page.getByText('Filter', { exact: true }).click();
  });

  test('shows names of others as text, whatever is in them', async () => {
    expect(await row('is tried again').innerText()).toContain(ODD);
    expect(await it.page.locator('main img').count()).toBe(0);
  });

  test('is narrowed by what stands in the address, by the keyboard alone', async () => {
    await it.page.getByText('Filter', { exact: true }).focus();
    await it.page.keyboard.press('Enter');
    await it.page.keyboard.press('Tab');
    await it.page.keyboard.press('Tab');
    await it.page.keyboard.press('Tab');
    await it.page.keyboard.type('e-mail');
    await waitFor('1 page');
    expect(it.page.url()).toMatch(/\?channel=email$/u);
    expect(await all()).toBe(1);
    await it.open('pages?status=sent&person=anna&reason=escalation_step');
    await waitFor('1 page');
    expect(await it.page.getByLabel('What became of it').inputValue()).toBe('sent');
    expect(await faultsOf(it.page)).toEqual([]);
    await it.page.getByRole('button', { name: 'Clear the filter' }).click();
    await waitFor('4 pages');
  });

  test('is narrowed to days of the reader, both included', async () => {
    const day = await it.page.evaluate('new Date().toLocaleDateString("sv")');
    await it.open(`pages?from=${day}&to=${day}`);
    await waitFor('4 pages');
    await it.open('pages?from=2025-03-01&to=2025-03-02');
    await waitFor('No page of the kind is on record.');
    await it.open('pages?from=2025-13-77');
    await waitFor(/"from" is "2025-13-77"/u);
    await it.open('pages?person=ana');
    await waitFor(/Did you mean "anna"/u);
  });

  test('is that of one incident, and leads to it', async () => {
    await stored('other', 5, {
      order: { id: 'fedcba9876543210-1.other', incident: 'fedcba9876543210-1' },
    });
    await it.open('pages?incident=fedcba9876543210-1');
    await waitFor('1 page');
    const link = it.page.getByRole('link', { name: 'Incident fedcba9876543210-1' });
    expect(await link.getAttribute('href')).toBe('/console/incidents/fedcba9876543210-1');
    await waitFor('Only those about Incident fedcba9876543210-1');
  });

  test('is loaded step by step, and downloaded whole', async () => {
    for (let n = 0; n < 60; n++) {
      await stored(`many-${n}`, 10 + n);
    }
    await it.open('pages');
    await waitFor('50 pages');
    const more = it.page.getByRole('button', { name: 'Load more' });
    await more.focus();
    await it.page.keyboard.press('Enter');
    await waitFor('65 pages');
    await more.waitFor({ state: 'hidden' });
    const [file] = await Promise.all([
      it.page.waitForEvent('download'),
      it.page.getByRole('button', { name: 'Download as CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('pages.csv');
    const lines = readFileSync(await file.path(), 'utf8')
      .trimEnd()
      .split('\r\n');
    expect(lines).toHaveLength(66);
    expect(lines[0]).toMatch(/^at,id,incident,/u);
    await it.page.getByText('65 entries downloaded').waitFor();
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('is read by viewers', async () => {
    const viewer = await it.signedIn('cia', 'viewer');
    await viewer.getByRole('link', { name: 'Pages' }).click();
    await viewer.getByText('50 pages').waitFor();
    await viewer.close();
  });
});
