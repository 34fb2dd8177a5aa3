import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SubjectSummary } from '#api/client/index.ts';
import { DAY, MINUTE } from '#core/time/instant.ts';
import { below } from '../../support/config.ts';
import { faultsOf, startConsole, type TestConsole } from '../../support/console.ts';
import { BACKUP_UUID, HEARTBEATS } from '../../support/heartbeats.ts';
import { TEST_CONFIG } from '../../support/platform.ts';

let it: TestConsole;

beforeAll(async () => {
  const rules = [
    below('spo2', 88, { condition: { kind: 'below', limit: 88, clear: 90 } }),
    below('hr', 40, { for: MINUTE }),
    below('temp', 35, { matchers: [{ name: 'ward', op: '=', value: 'west' }] }),
  ];
  const config = { ...TEST_CONFIG, ...HEARTBEATS, rules, trends: { keep: 7 * DAY } };
  it = await startConsole({ config });
});
afterAll(() => it.stop());

interface Given {
  readonly subject: string;
  readonly metric?: string;
  readonly value?: number;
  readonly ward?: string;
}

async function measure(...samples: readonly Given[]): Promise<void> {
  const all = samples.map(({ subject, metric = 'spo2', value = 80, ward = 'east' }) => ({
    ...{ subject, metric, value, unit: '%', labels: { ward } },
  }));
  await it.world.call('POST', '/v1/samples', { json: { samples: all } });
}

const tile = (name: string) => it.page.locator('[data-row]', { hasText: name });
const text = () => it.page.locator('main').innerText();

describe('the board of subjects', () => {
  test('is empty where nothing is known, and says which are listed', async () => {
    await it.open();
    await it.page.getByRole('link', { name: 'Subjects' }).click();
    await it.page.getByText('None is known yet').waitFor();
    expect(await text()).toContain('Listed are those of which a rule remembers something');
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('shows what begins to fire within seconds, whatever watches it', async () => {
    await measure({ subject: 'bed-1' });
    const alert = { labels: { alertname: 'DiskFull', instance: 'db-1', severity: 'critical' } };
    await it.world.call('POST', '/api/v2/alerts', { json: [alert] });
    await tile('bed-1').waitFor();
    await tile('db-1').waitFor();
    expect(await tile('bed-1').innerText()).toMatch(/bed-1\s+Fires: Critical/u);
  });

  test('tells how each stands by word, the worst first, by ward', async () => {
    const hr = { metric: 'hr', value: 30 };
    await measure({ subject: 'bed-10', ...hr }, { subject: 'bed-2', ...hr, ward: 'west' });
    await measure({ subject: 'bed-3' });
    await measure({ subject: 'bed-3', value: 95 });
    const json = { matchers: ['subject="bed-4"'], minutes: 60, comment: 'cables' };
    await it.world.call('POST', '/v1/silences', { json });
    await measure({ subject: 'bed-4' });
    await it.open('subjects');
    const tiles = (await it.page.locator('[data-row]').allInnerTexts()).map((one) =>
      one.replaceAll(/\s+/gu, ' '),
    );
    expect(tiles).toEqual([
      'bed-1 Fires: Critical',
      'bed-10 Pending',
      'bed-4 Silent',
      'bed-3 Well',
      'db-1 Fires: Critical',
      'bed-2 Pending',
    ]);
    expect(await it.page.locator('h2').allInnerTexts()).toEqual([
      'east (4)',
      '(none) (1)',
      'west (1)',
    ]);
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('is filtered by what stands in the address, which a bookmark keeps', async () => {
    await it.open('subjects?state=pending&label=ward%3Dwest');
    await tile('bed-2').waitFor();
    expect(await it.page.locator('[data-row]').count()).toBe(1);
    await it.page.getByRole('checkbox', { name: 'Pending' }).uncheck();
    await it.page.getByRole('checkbox', { name: 'Fires' }).check();
    await it.page.getByText('None that is listed matches the filter').waitFor();
    expect(it.page.url()).toMatch(/\?label=ward%3Dwest&state=firing$/u);
    await it.page.getByRole('button', { name: 'Clear the filter' }).first().click();
    await tile('bed-1').first().waitFor();
    await it.page.getByLabel('Group by').selectOption({ label: 'Service' });
    expect(await it.page.locator('h2').allInnerTexts()).toEqual(['ICU (5)', 'IT (1)']);
  });

  test('leads by its name to one that is not listed', async () => {
    await it.open('subjects');
    await it.page.keyboard.press('/');
    await it.page.keyboard.type('bed-77');
    await it.page.getByRole('link', { name: 'Look at bed-77' }).click();
    await it.page.getByRole('heading', { name: 'bed-77' }).waitFor();
    expect(await text()).toContain('Nothing is remembered of it');
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('is moved through and opened by the keyboard alone', async () => {
    await it.open('subjects');
    await tile('bed-1').first().waitFor();
    for (const key of ['j', 'j', 'k', 'Enter']) {
      await it.page.keyboard.press(key);
    }
    await it.page.getByRole('heading', { name: /bed-1$/u }).waitFor();
    expect(await it.page.evaluate('document.activeElement.tagName')).toBe('H1');
  });
});

describe('one subject', () => {
  test('tells its rules in words, what each makes of it, and the last value with its age', async () => {
    await it.open('subjects/bed-1');
    const shown = await text();
    expect(shown).toMatch(/Fires: Critical\s+bed-1/u);
    expect(shown).toContain('spo2 below 88, ends at 90 or above');
    expect(shown).toMatch(/last value written down: 80 %, \d\d:\d\d CET \(\d+/u);
    await it.page.getByText('Other rules that may read it (1)').click();
    expect(await text()).toContain('hr below 40 for 1 min');
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('tells the last value that is kept, whether well or not, and its last hour', async () => {
    await measure({ subject: 'bed-1', value: 79.5 });
    await it.open('subjects/bed-1');
    await it.page.getByRole('heading', { name: 'Values (1)' }).waitFor();
    expect(await text()).toMatch(/spo2: 79\.5 %, \d\d:\d\d CET \(\d+ sec\)/u);
    await it.page.getByText('The last hour').click();
    await it.page
      .getByRole('img', { name: /^spo2 as a line/u })
      .locator('canvas')
      .waitFor();
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('that was always well tells its last values with unit, labels and age, and draws them', async () => {
    await measure(
      { subject: 'bed-well', value: 97 },
      { subject: 'bed-well', metric: 'hr', value: 70 },
    );
    await it.open('subjects/bed-well');
    await it.page.getByRole('heading', { name: 'Values (2)' }).waitFor();
    expect(await text()).toMatch(/hr: 70 %, \d\d:\d\d CET \(\d+ sec\)\s+ward=east/u);
    expect(await text()).toMatch(/Well\s+bed-well[\s\S]*spo2: 97 %, \d\d:\d\d CET/u);
    expect(await text()).not.toContain('Nothing is remembered of it');
    await it.page.getByText('The last hour spo2').click();
    await it.page
      .getByRole('img', { name: /^spo2 as a line/u })
      .locator('canvas')
      .waitFor();
    expect(await text()).toContain('spo2 low: limit: below 88 %');
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('that was always well can be retired, and then tells no value', async () => {
    await it.page.getByRole('button', { name: 'Retire' }).click();
    await it.page.getByRole('button', { name: 'Yes, retire it' }).click();
    await it.page.getByText('Retired: bed-well. 0 alerts have ended.').waitFor();
    await it.open('subjects/bed-well');
    await it.page.getByText('Nothing is remembered of it').waitFor();
    expect(await it.page.getByRole('heading', { name: /^Values/u }).count()).toBe(0);
  });

  test('tells its incidents, with who has them, and links to them', async () => {
    await it.open('subjects/bed-1');
    await it.page.getByRole('heading', { name: 'Open incidents (1)' }).waitFor();
    await it.page.getByRole('link', { name: 'spo2 low' }).click();
    await it.page.getByRole('heading', { name: 'Critical spo2 low' }).waitFor();
    await it.page.locator('main').getByRole('link', { name: 'bed-1' }).click();
    await it.page.getByRole('heading', { name: /bed-1$/u }).waitFor();
    await it.open('subjects/bed-3');
    await it.page.getByRole('heading', { name: 'Ended in the last 7 days (1)' }).waitFor();
  });

  test('tells heartbeats of its services, and what it sends that no rule reads', async () => {
    await it.world.call('GET', `/ping/${BACKUP_UUID}`, { key: null });
    const samples = [{ subject: 'bed-1', metric: 'sp02', value: 80 }];
    await it.world.call('POST', '/v1/samples', { json: { samples } });
    await it.open('subjects/bed-1');
    await it.page.getByRole('heading', { name: 'Sent, and read by no rule (1)' }).waitFor();
    expect(await text()).toContain('sp02');
  });

  test('tells the silences that cover it, and until when it is silent', async () => {
    await it.open('subjects/bed-4');
    await it.page.getByText('subject="bed-4"').waitFor();
    expect(await text()).toMatch(/Silent\s+bed-4[\s\S]*Silenced until\s+\d\d:\d\d/u);
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('leads to a form that silences it, whatever its name is', async () => {
    const name = 'bed "7"\\/<b>مريض</b> 🛏️?#%';
    await measure({ subject: name });
    await it.open('subjects');
    await tile('🛏️').getByRole('link').click();
    await it.page.getByRole('heading', { name: 'Open incidents (1)' }).waitFor();
    expect(await it.page.locator('h1').innerText()).toContain(name);
    expect(await it.page.locator('main b').count()).toBe(0);
    expect(await faultsOf(it.page)).toEqual([]);
    await it.page.reload();
    await it.page.getByRole('heading', { name: 'Open incidents (1)' }).waitFor();
    await it.page.getByRole('link', { name: 'Silence this' }).click();
    await it.page.getByText(`Covers 1 alert of 1 incident: ${name}`).waitFor();
  });

  test('is retired after it was asked about, and then listed no more', async () => {
    await it.open('subjects/bed-1');
    await it.page.getByRole('button', { name: 'Retire' }).click();
    const dialog = it.page.getByRole('dialog', { name: 'Retire it?' });
    expect(await dialog.innerText()).toContain('1 alert that fires ends.');
    expect(await faultsOf(it.page)).toEqual([]);
    await it.page.keyboard.press('Escape');
    await it.page.getByRole('button', { name: 'Retire' }).click();
    await dialog.getByRole('button', { name: 'Yes, retire it' }).click();
    await it.page.getByText('Retired: bed-1. 1 alert has ended.').waitFor();
    await it.page.getByRole('heading', { name: /^Subjects/u }).waitFor();
    await it.page.locator('[data-row="bed-1"]').waitFor({ state: 'detached' });
  });

  test('offers nobody what they may not do', async () => {
    const page = await it.signedIn('anna', 'viewer');
    await page.goto(`${it.world.platform.url}/console/subjects/bed-4`);
    await page.getByText('subject="bed-4"').waitFor();
    expect(await page.getByRole('button', { name: 'Retire' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Silence this' }).count()).toBe(0);
    await page.close();
  });

  test('is watched for minutes by one look on record', async () => {
    const { json } = await it.world.call('GET', '/v1/audit?action=subject.look&subject=bed-4');
    const byKey = json.entries.filter(({ who }: { who: { kind: string } }) => who.kind === 'key');
    expect(byKey.length).toBe(1);
  });

  test('speaks Swedish and German', async () => {
    await it.open('subjects/bed-4');
    await it.page.getByRole('button', { name: 'Settings' }).click();
    await it.page.getByLabel('Language').selectOption('de');
    await it.page.getByRole('button', { name: 'Schließen' }).click();
    await it.page.getByText('spo2 unter 88, endet ab 90').waitFor();
    await it.page.getByRole('button', { name: 'Einstellungen' }).click();
    await it.page.getByLabel('Sprache').selectOption('sv');
    await it.page.getByRole('button', { name: 'Stäng' }).click();
    await it.page.getByText('spo2 under 88, slutar vid 90 eller mer').waitFor();
    await it.page.evaluate('localStorage.clear()');
  });
});

const WARDS = ['east', 'west', 'north', 'south', 'children'] as const;

/** So many listed subjects, in pages of a thousand: one in fifty fires. */
async function hospital(number: number): Promise<void> {
  const all = Array.from({ length: number }, (_, index) => listed(index));
  await it.page.route(/\/v1\/subjects\?/u, (route) => {
    const from = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
    const to = from + 1_000;
    const json = { subjects: all.slice(from, to), ...(to < number && { next: String(to) }) };
    return route.fulfill({ json, headers: { etag: `W/"${number} ${from}"` } });
  });
  await it.page.route(/\/v1\/incidents/u, (route) => route.fulfill({ json: { incidents: [] } }));
}

function listed(index: number): SubjectSummary {
  const isFiring = index % 50 === 0;
  return {
    subject: `bed-${index}`,
    state: isFiring ? 'firing' : 'healthy',
    alerts: isFiring ? 1 : 0,
    ...(isFiring && { severity: 'error' }),
    services: ['icu'],
    labels: { ward: WARDS[index % WARDS.length] ?? '', bay: String(index % 500) },
  };
}

describe('a hospital', () => {
  test.each([
    [1, 1],
    [500, 10],
    [5_000, 100],
  ])('of %d subjects draws few of them: those that are not well', async (number, drawn) => {
    await hospital(number);
    const began = Date.now();
    await it.open('subjects');
    await it.page.getByRole('heading', { name: `Subjects (${number})` }).waitFor();
    expect(Date.now() - began).toBeLessThan(5_000);
    expect(await it.page.locator('[data-row]').count()).toBe(drawn);
    expect(await it.page.locator('*').count()).toBeLessThan(2_000);
    await it.page.unrouteAll();
  });

  test('of 5,000 opens a ward, sixty at a time, and shows other groups when asked', async () => {
    await hospital(5_000);
    await it.open('subjects');
    await it.page.getByRole('button', { name: 'Show 60 more east' }).click();
    await tile('bed-5').first().waitFor();
    expect(await it.page.locator('[data-row]').count()).toBe(160);
    expect(await faultsOf(it.page)).toEqual([]);
    await it.open('subjects?group=bay');
    await it.page.getByRole('button', { name: 'Show 60 more groups' }).click();
    expect(await it.page.locator('.board').count()).toBe(120);
    await it.page.unrouteAll();
  });

  test('is asked for the less often the larger it is', async () => {
    await hospital(5_000);
    await it.open('subjects');
    await it.page.getByText('Asked for again each 5 min').waitFor();
    await it.page.unrouteAll();
    await it.open('subjects');
    await it.page.getByText('Asked for again each 10 sec').waitFor();
  });

  test('tells what went wrong where its list is refused', async () => {
    const problem = { type: 'urn:wardbell:problem:forbidden', title: 'No', detail: 'Ask Anna.' };
    await it.page.route(/\/v1\/subjects\?/u, (route) =>
      route.fulfill({ status: 403, json: problem }),
    );
    await it.open('subjects');
    await it.page.getByText('Ask Anna.').waitFor();
    await it.page.unrouteAll();
  });
});
