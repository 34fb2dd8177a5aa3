import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ThresholdRule } from '#core/rule/threshold.ts';
import { DAY, MINUTE } from '#core/time/instant.ts';
import { below } from '../../support/config.ts';
import { faultsOf, startConsole, type TestConsole } from '../../support/console.ts';
import { TEST_CONFIG } from '../../support/platform.ts';

let it: TestConsole;

const term = { matchers: [], maxAge: 30 * MINUTE };
const shock: ThresholdRule = {
  ...below('hr', 0, { name: 'shock', title: 'Signs of shock' }),
  condition: { kind: 'equals', value: 1 },
  across: {
    kind: 'all',
    terms: [
      { ...term, metric: 'hr', condition: { kind: 'above', limit: 110, clear: 110 } },
      { ...term, metric: 'bp', condition: { kind: 'below', limit: 90, clear: 90 } },
    ],
  },
};
const labels = { ward: '<i>öst</i> 👍' };

const index: ThresholdRule = {
  ...below('hr', 0, { name: 'shock-index', title: 'Shock index' }),
  condition: { kind: 'above', limit: 0.9, clear: 0.9 },
  across: {
    kind: 'ratio',
    terms: [
      { ...term, metric: 'hr' },
      { ...term, metric: 'bp' },
    ],
  },
};

const filling: ThresholdRule = {
  ...below('disk', 0, { name: 'disk-fills', title: 'Disk fills up' }),
  condition: { kind: 'above', limit: 95, clear: 95 },
  over: { fn: 'forecast', window: 50 * MINUTE, ahead: 40 * MINUTE },
};

/** What a monitor has sent: well, a gap, and then too low. */
const VALUES = [97, 96, 97, 95, undefined, undefined, undefined, 94, 93, 90, 86, 84.5] as const;

beforeAll(async () => {
  it = await startConsole({
    config: {
      ...TEST_CONFIG,
      rules: [...TEST_CONFIG.rules, shock, index, filling],
      trends: { keep: 7 * DAY },
    },
  });
  const now = Date.now();
  for (const [i, value] of VALUES.entries()) {
    const time = now - (VALUES.length - i) * 5 * MINUTE;
    const samples = ['spo2', 'pulse'].map((metric) => ({ subject: 'bed-1', metric, labels, time }));
    const [spo2, pulse] = [
      { ...samples[0], value, unit: '%' },
      { ...samples[1], value: 70 },
    ];
    if (value !== undefined) {
      await it.world.call('POST', '/v1/samples', { json: { samples: [spo2, pulse] } });
    }
  }
  await it.world.nextPage();
  const { json } = await it.world.call('GET', '/v1/incidents');
  await it.open(`incidents/${json.incidents[0].id}`);
});
afterAll(() => it.stop());

const section = () => it.page.getByRole('region', { name: 'Values' });

describe('the values around a breach', () => {
  test('are a line with the limit in it, in words too, without a fault at any width', async () => {
    await section()
      .getByRole('img', { name: /^spo2 as a line/u })
      .locator('canvas')
      .waitFor();
    const text = await section().innerText();
    expect(text).toMatch(/lowest 84\.5 %, .*; highest 94 %, /u);
    expect(text).toContain('spo2 low: limit: below 88 %');
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('are a table, the newest first, by the keyboard alone', async () => {
    await section().getByText('The values as a table').focus();
    await it.page.keyboard.press('Enter');
    const rows = section().getByRole('row');
    await rows.nth(1).waitFor();
    // A slot of five minutes has one value while the series is well.
    expect(await rows.nth(1).innerText()).toContain('84.5 %');
    expect(await rows.count()).toBeGreaterThanOrEqual(6);
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('are those of a week where that is asked for', async () => {
    await section().getByRole('button', { name: 'All that is kept: 7 days' }).click();
    await section().locator('canvas').waitFor();
    const pressed = section().locator('[aria-pressed="true"]');
    expect(await pressed.innerText()).toBe('All that is kept: 7 days');
    await section()
      .getByText(/highest 97 %/u)
      .waitFor();
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('come with the script of the chart, and it is loaded with nothing before', async () => {
    const loaded: string[] = [];
    const page = await it.another();
    page.on('request', (request) => loaded.push(request.url()));
    await page.goto(`${it.world.platform.url}/console/`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByText('spo2 low').first().waitFor();
    expect(loaded.filter((url) => /chart-/u.test(url))).toEqual([]);
    await page.goto(it.page.url());
    await page.locator('canvas').waitFor();
    expect(loaded.filter((url) => /chart-/u.test(url))).toHaveLength(1);
  });
});

describe('the values of a rule on several series', () => {
  test('are those of each, with the limit of its own condition', async () => {
    const time = Date.now();
    const [hr, bp] = [
      { subject: 'bed-9', metric: 'hr', value: 120, unit: '/min', time },
      { subject: 'bed-9', metric: 'bp', value: 80, unit: 'mm[Hg]', labels, time },
    ];
    await it.world.call('POST', '/v1/samples', { json: { samples: [hr, bp] } });
    await it.world.nextPage();
    const { json } = await it.world.call('GET', '/v1/incidents?subject=bed-9');
    await it.open(`incidents/${json.incidents[0].id}`);
    await section().getByText('The rule judges several series together').waitFor();
    const choice = section().getByLabel('Which values');
    await choice.selectOption({ label: 'bed-9, hr' });
    await section().getByText('Signs of shock: limit: above 110 /min').waitFor();
    await section().getByText('Shock index: limit: the ratio to bp above 0.9').waitFor();
    await choice.selectOption({ label: 'bed-9, bp, ward=<i>öst</i> 👍' });
    await section().getByText('Signs of shock: limit: below 90 mm[Hg]').waitFor();
    await section()
      .getByText(/lowest 80 mm\[Hg\]/u)
      .waitFor();
    await section().locator('canvas').waitFor();
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('are drawn though other subjects are refused, or too many to be asked', async () => {
    const others = ['bed-a1', 'bed-a2', 'bed-a3', 'bed-a4', 'bed-a5', 'bed-a6'];
    const incidents = /\/v1\/incidents\/[^/?]+(?:\?.*)?$/u;
    await it.page.route(incidents, async (route) => {
      const response = await route.fetch();
      const incident = await response.json();
      const more = others.flatMap((subject) =>
        incident.alerts.map((alert: { fingerprint: string; title: string }) => ({
          ...alert,
          subject,
          ...{ fingerprint: `${alert.fingerprint}${subject}`, title: `${alert.title} ${subject}` },
        })),
      );
      await route.fulfill({ json: { ...incident, alerts: [...incident.alerts, ...more] } });
    });
    await it.page.route('**/v1/subjects/bed-a*', (route) => {
      const status = route.request().url().endsWith('bed-a1') ? 503 : 404;
      return route.fulfill({ status, json: { type: 'about:blank', title: 'No', status } });
    });
    await it.page.reload();
    await section().locator('canvas').waitFor();
    for (const [subject, why] of [
      ['bed-a1', 'Which ones is not known'],
      ['bed-a4', 'Which ones is not known'],
      ['bed-a5', 'Which ones is asked of 5 subjects of an incident only'],
    ]) {
      await it.page
        .getByText(`Signs of shock ${subject}: the rule judges several series together. ${why}`)
        .waitFor();
    }
    expect(await faultsOf(it.page)).toEqual([]);
    await it.page.unrouteAll();
  });

  test('are not drawn where its subject does not tell which, and it is said', async () => {
    await it.page.route('**/v1/subjects/bed-9', (route) =>
      route.fulfill({
        status: 404,
        json: { type: 'about:blank', title: 'Not found', status: 404 },
      }),
    );
    await it.page.reload();
    await it.page.getByText('Signs of shock: the rule judges several series together.').waitFor();
    expect(await section().count()).toBe(0);
    expect(await faultsOf(it.page)).toEqual([]);
  });
});

test('an alert of a forecast tells which limit is reached and when, and what it is made of', async () => {
  const now = Date.now();
  for (let fifth = 0; fifth <= 10; fifth++) {
    const time = now - (10 - fifth) * 5 * MINUTE;
    const one = { subject: 'db-1', metric: 'disk', unit: '%', value: 50 + 3 * fifth, time };
    await it.world.call('POST', '/v1/samples', { json: { samples: [one] } });
  }
  await it.open('subjects/db-1');
  await it.page.getByRole('heading', { name: 'Open incidents (1)' }).waitFor();
  await it.page.getByRole('link', { name: 'Disk fills up' }).click();
  await it.page.getByText('forecast in 40 min over 50 min above 95').first().waitFor();
  const shown = await it.page.locator('main').innerText();
  expect(shown).toMatch(/expected to reach 95 %: \d\d:\d\d CET \(in 2\d min/u);
  await section()
    .getByText('Disk fills up: limit: forecast in 40 min over 50 min above 95 %')
    .waitFor();
  expect(await faultsOf(it.page)).toEqual([]);
});
