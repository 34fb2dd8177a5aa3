import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { checkReport } from '#core/health/check-report.ts';
import { DAY, MINUTE } from '#core/time/instant.ts';
import { below, person } from '../../support/config.ts';
import { faultsOf, startConsole, type TestConsole } from '../../support/console.ts';
import { TEST_CONFIG } from '../../support/platform.ts';

/** A name that would be markup, runs from right to left, and has an emoji. */
const ODD = '<b>Ola</b> ليلى 🩺';

const STUCK = '2 messages that could not be handled lie in pages-dead.fifo.';

const CONFIG = {
  ...TEST_CONFIG,
  rules: [...TEST_CONFIG.rules, below('hr', 40, { runbook: { url: 'Ring 4711' } })],
  people: { ...TEST_CONFIG.people, ola: { ...person('ola', ['sms', 'email']), name: ODD } },
};

let it: TestConsole;

beforeAll(async () => {
  it = await startConsole({ config: CONFIG });
});
afterAll(() => it.stop());

const { putReports, press, heading } = {
  async putReports(ago: number) {
    const { controls } = it.world.platform.ports;
    const found = { place: 'eu-north-1', at: Date.now() - ago };
    const letters = [
      { queue: 'incidents-dead.fifo', messages: 0 },
      { queue: 'pages-dead.fifo', messages: 2 },
    ];
    const findings = [{ kind: 'dead_letters', text: STUCK }];
    await controls.putCheckReport(
      checkReport({
        ...found,
        check: 'platform',
        findings,
        oldestDue: 1_000,
        deadLetters: letters,
      }),
    );
    await controls.putCheckReport(
      checkReport({ ...found, check: 'canary', findings: [], timeToPage: 2_400 }),
    );
    await controls.putCheckReport(
      checkReport({ ...found, check: 'daily', findings: [], contactFindings: 3 }),
    );
  },
  press: (name: string | RegExp, page: Page = it.page) =>
    page.getByRole('button', { name }).first().click(),
  heading: (name: string | RegExp) => it.page.getByRole('heading', { name }).first(),
};

describe('the health of the platform', () => {
  test('says what has not reported', async () => {
    await it.open('platform');
    await heading('Canary').waitFor();
    expect(await it.page.locator('main').innerText()).toContain('It has not reported.');
    await it.page.getByText('It works: nothing waits that is due').waitFor();
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('tells what each check found, dead letters by queue, and the time to page', async () => {
    await putReports(0);
    await it.page.getByText(STUCK).waitFor();
    const text = await it.page.locator('main').innerText();
    expect(text).toMatch(/Time to page\s+2\.4 sec/u);
    expect(text).toMatch(/Dead letters\s+2 pages-dead\.fifo/u);
    expect(text).toContain('3 contacts need somebody');
    expect(text).not.toContain('It should have come again');
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('says that what was found is old where a check has not come again', async () => {
    await putReports(20 * MINUTE);
    await it.page.getByText('It should have come again: it comes each 1 min.').waitFor();
    expect(await it.page.getByText('It should have come again').count()).toBe(2);
    expect(await faultsOf(it.page)).toEqual([]);
  });
});

describe('contacts', () => {
  test('are those of each person by channel, and on one machine nothing is wrong if there are none', async () => {
    await it.page.getByRole('link', { name: 'Contacts', exact: true }).click();
    await heading('Platform: Contacts').waitFor();
    const row = it.page.locator('main > ul > li', { hasText: ODD });
    await row.waitFor();
    expect(await row.innerText()).toContain('Nobody is subscribed by SMS');
    expect(await row.innerText()).not.toContain('No page reaches this person');
    expect(await it.page.locator('main b').count()).toBe(0);
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('of one person stand in the address', async () => {
    await it.open('platform/contacts');
    await it.page.getByLabel('Person').selectOption('ola');
    await heading('Anna').waitFor({ state: 'detached' });
    expect(it.page.url()).toMatch(/\/console\/platform\/contacts\?person=ola$/u);
    await heading(/Ola/u).waitFor();
  });

  test('are added, by the keyboard alone, and the refusal of a wrong one stands there', async () => {
    await it.page.getByRole('button', { name: /^Add: SMS/u }).focus();
    await it.page.keyboard.press('Enter');
    const dialog = it.page.getByRole('dialog', { name: `Add for ${ODD}: SMS` });
    await dialog.waitFor();
    expect(await faultsOf(it.page)).toEqual([]);
    await it.page.keyboard.press('Tab');
    await it.page.keyboard.type('070-123');
    await it.page.keyboard.press('Enter');
    await dialog
      .getByRole('alert')
      .getByText(/it must be a plus sign/u)
      .waitFor();
    await dialog.getByLabel(/^Phone number/u).fill('+15550100777');
    await it.page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await it.page.getByText('+15•••77: gets pages').first().waitFor();
    expect(await it.page.locator('main').innerText()).not.toContain('0100777');
  });

  test('are tested, and the last test page is on record with what SNS said', async () => {
    await it.page.getByText('No test page is on record').first().waitFor();
    await press(/^Send a test page to .* by SMS/u);
    await it.page.getByText(/^SNS has taken the test page\. Ask/u).waitFor();
    await it.page.getByText(/^Last test page: .* by .*: SNS has taken it$/u).waitFor();
    expect((await it.world.nextPage()).text).toContain('Nothing is wrong.');
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('that wait are confirmed by the link, which nobody opens, and cannot be removed', async () => {
    const json = { person: 'ola', channel: 'email', address: 'ola@example.org' };
    await it.world.call('POST', '/v1/contacts', { json });
    // On one machine a mailbox never waits, since no mail with a link is sent.
    const waiting = '**/v1/contacts?*';
    await it.page.route(waiting, async (route) => {
      const response = await route.fetch();
      const answer = await response.text();
      const body = answer
        .replace(/"id":"ola-email:[^"]*",/u, '')
        .replace(/("address":"o[^"]*","state":)"confirmed"/u, '$1"pending"');
      await route.fulfill({ response, body });
    });
    await it.open('platform/contacts?person=ola');
    await it.page.getByText('o•••@example.org: is not confirmed, and gets nothing').waitFor();
    await press(/^Remove o•••@example\.org/u);
    await it.page.getByText('SNS forgets it by itself after two days.').waitFor();
    expect(await it.page.getByRole('button', { name: 'Yes, remove it' }).count()).toBe(0);
    await it.page.keyboard.press('Escape');
    await press(/^Confirm/u);
    const dialog = it.page.getByRole('dialog', { name: `Confirm a mailbox of ${ODD}` });
    await dialog.getByLabel('The link of the mail').fill('https://example.org/nothing');
    expect(await faultsOf(it.page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await dialog.getByText(/The link holds no token/u).waitFor();
    await it.page.keyboard.press('Escape');
    await it.page.unroute(waiting);
  });

  test('are removed only after it was said what that leaves uncovered', async () => {
    await it.world.call('POST', '/v1/contacts', {
      json: { person: 'dan', channel: 'sms', address: '+15550100888' },
    });
    await it.open('platform/contacts?person=dan');
    await press(/^Remove \+15•••88/u);
    const dialog = it.page.getByRole('dialog', { name: 'Remove a contact of Dan?' });
    await dialog.getByText('Without it no page reaches this person.').waitFor();
    const text = await dialog.innerText();
    expect(text).toMatch(/What it would leave uncovered, in the coming year/u);
    expect(text).toMatch(/IT, Critical, Error,? and Warning:/u);
    expect(await faultsOf(it.page)).toEqual([]);
    await it.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await press(/^Remove \+15•••88/u);
    await dialog.getByRole('button', { name: 'Yes, remove it' }).click();
    await it.page.getByText('+15•••88 is removed and gets no more pages').waitFor();
    await it.page.getByText('Nobody is subscribed by SMS').waitFor();
  });
});

describe('keys', () => {
  test('are made, shown once and copied', async () => {
    await it.open('platform/keys');
    await it.page.getByText('Make a key').click();
    await it.page.getByLabel('What uses it').fill(ODD);
    await press('Make the key');
    await it.page.getByText('Choose at least one thing that it may do.').waitFor();
    await it.page.getByLabel(/^samples/u).check();
    expect(await faultsOf(it.page)).toEqual([]);
    await press('Make the key');
    const dialog = it.page.getByRole('dialog', { name: 'The key is made' });
    const key = await dialog.getByLabel('Key').inputValue();
    expect(key).toMatch(/^wb_/u);
    await it.page.keyboard.press('Escape');
    expect(await dialog.isVisible()).toBe(true);
    expect(await faultsOf(it.page)).toEqual([]);
    await it.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await dialog.getByRole('button', { name: 'Copy' }).click();
    await dialog.getByText('Copied').waitFor();
    expect(await it.page.evaluate('navigator.clipboard.readText()')).toBe(key);
    await dialog.getByRole('button', { name: 'I have kept it' }).click();
    expect(await it.page.content()).not.toContain(key);
    const sample = { subject: 'bed-1', metric: 'spo2', value: 97 };
    const sent = await it.world.call('POST', '/v1/samples', { key, json: { samples: [sample] } });
    expect(sent.status).toBe(200);
  });

  test('are revoked once that was asked', async () => {
    const row = it.page.locator('li', { hasText: ODD });
    await row.getByRole('button', { name: /^Revoke/u }).click();
    const dialog = it.page.getByRole('dialog', { name: `Revoke “${ODD}”?` });
    expect(await faultsOf(it.page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Yes, revoke it' }).click();
    await heading('Revoked (1)').waitFor();
    expect(await row.getByRole('button').count()).toBe(0);
    expect(await faultsOf(it.page)).toEqual([]);
  });
});

describe('the audit trail', () => {
  test('tells who did what with what, and what became of it', async () => {
    await it.open('platform/audit');
    const entry = it.page.locator('.listed > li', { hasText: 'made a key' }).first();
    await entry.waitFor();
    await entry.getByText('Details').click();
    const text = await entry.innerText();
    expect(text).toContain(ODD);
    expect(text).toMatch(/by a key: done/u);
    expect(await it.page.locator('main b').count()).toBe(0);
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('is searched by what then stands in the address', async () => {
    await it.page.locator('summary', { hasText: 'Filter' }).click();
    await it.page.getByRole('combobox', { name: /^What/u }).selectOption('contact.remove');
    await it.page.getByLabel(/^Person or key/u).fill('dan');
    await press('Search');
    await it.page.getByText('removed a contact').nth(1).waitFor();
    expect(it.page.url()).toMatch(/\?person=dan&action=contact\.remove$/u);
    const entries = it.page.locator('.listed > li');
    expect(await entries.count()).toBe(1);
    await it.open('platform/audit?action=silence');
    await it.page.getByText('Nothing is on record that matches').waitFor();
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('goes on page by page', async () => {
    const { trail } = it.world.platform.ports;
    for (let n = 0; n < 55; n++) {
      await trail.append({
        id: `look-${n}`,
        at: Date.now() - 40 * DAY - n,
        who: { kind: 'person', by: 'anna' },
        action: 'subject.look',
        object: { kind: 'subject', id: `bed-${n}` },
        subjects: [`bed-${n}`],
        outcome: 'done',
      });
    }
    const from = new Date(Date.now() - 60 * DAY).toISOString().slice(0, 16);
    await it.open(`platform/audit?action=subject.look&from=${from}`);
    const entries = it.page.locator('.listed > li');
    await entries.nth(49).waitFor();
    expect(await entries.count()).toBe(50);
    await press('Load more');
    await entries.nth(54).waitFor();
    expect(await it.page.getByRole('button', { name: 'Load more' }).count()).toBe(0);
  });

  test.each([
    ['JSON Lines', 'audit.jsonl', 55],
    ['CSV', 'audit.csv', 56],
  ])('is downloaded as %s', async (form, name, lines) => {
    const saving = it.page.waitForEvent('download');
    await press(`Download as ${form}`);
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe(name);
    const chunks: Buffer[] = [];
    for await (const chunk of await saved.createReadStream()) {
      chunks.push(chunk as Buffer);
    }
    expect(Buffer.concat(chunks).toString().trimEnd().split('\n')).toHaveLength(lines);
    await it.page.getByText('55 entries downloaded').waitFor();
  });
});

describe('the config', () => {
  test('is shown with its proof, what it consists of, and when it was applied', async () => {
    await it.world.platform.tick();
    await it.open('platform/config');
    await it.page.getByText(/^Yes: from .* every service reaches somebody/u).waitFor();
    const text = await it.page.locator('main').innerText();
    expect(text).toContain(CONFIG.hash);
    expect(text).toMatch(/Applied\s+\d\d:\d\d/u);
    for (const list of ['Services', 'Escalation policies', 'Schedules', 'Rules', 'People']) {
      await it.page.locator('summary', { hasText: list }).click();
    }
    const opened = await it.page.locator('main').innerText();
    expect(opened).toContain('Critical: policy icu');
    expect(opened).toContain('spo2 below 88');
    expect(opened).toContain('Step 1: Anna, then waits 5 min');
    // What is no address leads nowhere.
    expect(opened).toContain('Ring 4711');
    expect(await it.page.locator('a[href="Ring 4711"]').count()).toBe(0);
    expect(opened).toContain(ODD);
    expect(await faultsOf(it.page)).toEqual([]);
  });
});

describe('in other languages', () => {
  test.each([
    ['de', 'Prüfprotokoll'],
    ['sv', 'Granskningslogg'],
  ])('it fits a small phone: %s', async (language, audit) => {
    const page = await it.another();
    await page.setViewportSize({ width: 320, height: 800 });
    await page.addInitScript(`localStorage.setItem('wardbell', '{"language":"${language}"}')`);
    for (const part of ['', '/contacts', '/keys', '/audit', '/config']) {
      await page.goto(`${it.world.platform.url}/console/platform${part}`);
      await page.getByRole('link', { name: audit }).waitFor();
      await page
        .locator('main [role=status]', { hasText: '…' })
        .first()
        .waitFor({ state: 'detached' });
      const summaries = await page.locator('main summary').all();
      for (const summary of summaries.slice(0, 5)) {
        await summary.click();
      }
      const width = 'document.documentElement.scrollWidth';
      expect([part, await page.evaluate(width)]).toEqual([part, 320]);
    }
    await page.close();
  });
});

describe('what a role does not allow', () => {
  test('is not offered to a lead, nor shown by its address', async () => {
    const lead = await it.signedIn('bo', 'lead');
    await lead.getByRole('link', { name: 'Platform' }).click();
    const parts = lead.getByRole('navigation', { name: 'Parts of the platform' });
    await parts.waitFor();
    expect(await parts.getByRole('link').allInnerTexts()).toEqual(['Health', 'Contacts', 'Config']);
    await lead.getByText('3 contacts need somebody').waitFor();
    await parts.getByRole('link', { name: 'Contacts' }).click();
    await lead.getByText('Your own. To add or remove one, ask an administrator.').waitFor();
    await lead.getByRole('heading', { name: 'Bo (bo)' }).waitFor();
    expect(await lead.getByRole('button', { name: /^(Add|Remove)/u }).count()).toBe(0);
    await lead
      .getByRole('button', { name: /^Send a test page/u })
      .first()
      .click();
    await lead.getByText(/^SNS has taken the test page/u).waitFor();
    expect(await faultsOf(lead)).toEqual([]);
    await lead.getByRole('link', { name: 'Health' }).click();
    await lead.goto(`${it.world.platform.url}/console/platform/keys`);
    await lead.getByText('Only administrators see this.').waitFor();
    expect(await lead.getByRole('button', { name: 'Make the key' }).count()).toBe(0);
    await lead.close();
  });

  test('is what an administrator who signed in may do', async () => {
    const admin = await it.signedIn('anna', 'admin');
    await admin.goto(`${it.world.platform.url}/console/platform/keys`);
    await admin.getByText('Make a key').waitFor();
    await admin.close();
  });
});

describe('a config with gaps', () => {
  let other: TestConsole;
  beforeAll(async () => {
    const anna = { ...person('anna'), channels: [] };
    const dan = { ...person('dan'), channels: [], notify: [] };
    other = await startConsole({
      config: { ...TEST_CONFIG, people: { ...TEST_CONFIG.people, anna, dan } },
    });
  });
  afterAll(() => other.stop());

  test('is shown with each gap and why, and the steps that reach nobody', async () => {
    await other.open('platform/config');
    await other.page.getByText('No: 1 gap within the coming year').waitFor();
    const text = await other.page.locator('main').innerText();
    const year = new Date(Date.now() + 366 * DAY).getFullYear();
    expect(text).toMatch(/IT, Critical, Error,? and Warning: .* until .*\. Dan/u);
    expect(text).toMatch(new RegExp(`until .* ${year},? .*\\. Dan`, 'u'));
    expect(text).toMatch(/Policy icu, step 1, .*: 1 time, .* in all/u);
    expect(await faultsOf(other.page)).toEqual([]);
  });
});
