import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ThresholdRule } from '#core/rule/threshold.ts';
import { DAY, HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { below, hospital } from '../../support/config.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';

const START = Date.UTC(2026, 10, 28, 12);
const inPercent = { name: 'unit', op: '=', value: '%' } as const;
const rules = [
  below('spo2', 88, { matchers: [inPercent] }),
  below('spo2', 80, {
    name: 'worse',
    condition: { kind: 'outside', low: 80, high: 101, clearLow: 80, clearHigh: 101 },
  }),
  below('pulse', 40),
  {
    ...below('pulse', 0, { name: 'shock', title: 'Signs of shock' }),
    condition: { kind: 'equals', value: 1 },
    across: {
      kind: 'all',
      terms: [
        {
          ...{ metric: 'pulse', matchers: [], maxAge: 5 * MINUTE },
          condition: { kind: 'above', limit: 110, clear: 110 },
        },
        {
          ...{ metric: 'bp', matchers: [], maxAge: 30 * MINUTE },
          condition: { kind: 'below', limit: 90, clear: 95 },
        },
      ],
    },
  } satisfies ThresholdRule,
];

let world: TestPlatform;
let now = START;
beforeAll(async () => {
  const config = hospital({ rules, config: { trends: { keep: 2 * DAY } } });
  world = await startTestPlatform({ config, clock: () => now });
  for (const [minutes, value] of [
    [-20, 97],
    [-14, 96],
    [-13, 95],
    [-6, 90],
    [0, 84],
    [1, 83],
  ] as const) {
    now = START + minutes * MINUTE;
    await post({ subject: 'bed/1', metric: 'spo2', unit: '%', value });
    await post({ subject: 'bed/1', metric: 'pulse', value: 70, labels: { site: 'left' } });
  }
});
afterAll(() => world.platform.stop());

async function post(sample: object): Promise<void> {
  const { status } = await world.call('POST', '/v1/samples', { json: { samples: [sample] } });
  expect(status).toBe(200);
}

const ask = (query: string, headers = {}) =>
  world.call('GET', `/v1/subjects/bed%2F1/trends?${query}`, { headers });

const SPO2 = 'metric=spo2&unit=%25';

describe('the values of a series', () => {
  test('come with the limits of its rules and how it stands by them', async () => {
    const { status, json } = await ask(SPO2);
    expect(status).toBe(200);
    expect(json).toEqual({
      subject: 'bed/1',
      metric: 'spo2',
      unit: '%',
      labels: {},
      from: isoTime(START + MINUTE - HOUR),
      to: isoTime(START + MINUTE),
      keptSeconds: (2 * DAY) / SECOND,
      everySeconds: 300,
      rules: [
        {
          ...{ rule: 'spo2-low', title: 'spo2 low', severity: 'critical' },
          ...{ limit: 'below 88', below: 88, phase: 'firing', since: isoTime(START) },
        },
        {
          ...{ rule: 'worse', title: 'spo2 low', severity: 'critical' },
          ...{ limit: 'outside 80 to 101', below: 80, above: 101, phase: 'healthy' },
        },
      ],
      points: [
        [-20, 97],
        [-14, 96],
        [-6, 90],
        [0, 84],
        [1, 83],
      ].map(([minutes = 0, value]) => ({
        at: isoTime(START + minutes * MINUTE),
        value,
      })),
    });
  });

  test('are those of the labels and the span that are asked for', async () => {
    const labels = encodeURIComponent('{"site":"left"}');
    const span = `from=${isoTime(START - 10 * MINUTE)}&to=${isoTime(START)}`;
    const { json } = await ask(`metric=pulse&labels=${labels}&${span}`);
    expect(json.points.map(({ at }: { at: string }) => at)).toEqual(
      [-6, 0].map((minutes) => isoTime(START + minutes * MINUTE)),
    );
    expect((await ask('metric=pulse')).json.points).toEqual([]);
  });

  test('of a rule on several series are those of each, with the limit of its condition', async () => {
    const labels = { site: 'right' };
    const unit = 'mm[Hg]';
    for (const [second, pulse] of [
      [10, 120],
      [11, 121],
    ] as const) {
      now = START + MINUTE + second * SECOND;
      await post({ subject: 'bed-2', metric: 'bp', unit, value: 80, labels });
      await post({ subject: 'bed-2', metric: 'pulse', value: pulse });
    }
    const { json } = await world.call('GET', '/v1/subjects/bed-2');
    const joined = json.series.find(({ rule }: { rule: string }) => rule === 'shock');
    expect(joined).toMatchObject({
      phase: 'firing',
      parts: [
        { metric: 'bp', unit, labels },
        { metric: 'pulse', labels: {} },
      ],
    });
    const query = `metric=bp&unit=${encodeURIComponent(unit)}&labels=${encodeURIComponent(JSON.stringify(labels))}`;
    const trend = await world.call('GET', `/v1/subjects/bed-2/trends?${query}`);
    const own = { rule: 'shock', below: 90, phase: 'firing' };
    expect(trend.json).toMatchObject({ rules: [own], points: [{ value: 80 }, { value: 80 }] });
    expect(trend.json.rules[0].above).toBeUndefined();
  });

  test('that have not changed are answered 304', async () => {
    const span = `from=${isoTime(START - HOUR)}&to=${isoTime(START)}`;
    const { headers } = await ask(`${SPO2}&${span}`);
    const again = await ask(`${SPO2}&${span}`, { 'if-none-match': headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
  });

  test('that have expired are not told, though they are stored', async () => {
    const before = now;
    now = START + 2 * DAY - 5 * MINUTE;
    const { json } = await ask(`${SPO2}&from=${isoTime(START - HOUR)}`);
    now = before;
    expect(json.points.map(({ value }: { value: number }) => value)).toEqual([84, 83]);
  });

  test('are a look at their subject in the audit trail', async () => {
    await ask(SPO2);
    const { json } = await world.call('GET', '/v1/audit?subject=bed%2F1');
    expect(json.entries.slice(0, 1)).toMatchObject([
      { action: 'subject.look', object: { kind: 'subject', id: 'bed/1' }, outcome: 'done' },
    ]);
  });
});

test.each([
  ['', 'metric', '"metric" is missing'],
  ['metric=spo2&labels=left', 'labels', '"labels" is "left"; it must be a JSON object'],
  [
    'metric=spo2&labels=%7B%22a%22%3A1%7D',
    'labels',
    'must be a JSON object whose values are texts',
  ],
  ['metric=spo2&from=yesterday', 'from', '"from" is "yesterday"; it must be a time'],
  ['metric=spo2&from=2026-11-28T13:00Z', 'to', 'which is not after "from"'],
  ['metric=spo2&from=2026-10-01', 'from', 'at most 31 are told at once'],
  ['metric=spo2&until=2026-10-01', 'until', 'until'],
])('"%s" is refused, and what is wrong with %s is said', async (query, _, why) => {
  const { status, json } = await ask(query);
  expect(status).toBe(400);
  expect(json.detail).toContain(why);
});

test('without trends in the config nothing is kept, which the answer shows', async () => {
  const without = await startTestPlatform({ config: hospital({ rules }) });
  const sample = { subject: 'bed-1', metric: 'spo2', unit: '%', value: 80 };
  await without.call('POST', '/v1/samples', { json: { samples: [sample] } });
  const { json } = await without.call('GET', `/v1/subjects/bed-1/trends?${SPO2}`);
  expect(without.platform.counts.writes('trends')).toBe(0);
  await without.platform.stop();
  expect(json).toMatchObject({ points: [], rules: [{ phase: 'firing' }, {}] });
  expect(json).not.toHaveProperty('keptSeconds');
});

describe('a subject that no sample can have', () => {
  const at = (subject: string, path = '') =>
    world.call('GET', `/v1/subjects/${encodeURIComponent(subject)}${path}`);

  test.each([
    ["one of Wardbell's own items", 'wardbell:clock', /begins with wardbell:/],
    ['a name of 3,000 bytes', 'x'.repeat(3_000), /subject has 3000 characters; at most 256/],
  ])('has no trend: %s', async (_, subject, told) => {
    const { status, json } = await at(subject, '/trends?metric=spo2');
    expect([status, json.detail]).toEqual([400, expect.stringMatching(told)]);
    expect((await at(subject)).json).toMatchObject({ series: [] });
    const path = `/v1/subjects/${encodeURIComponent(subject)}/retire`;
    expect((await world.call('POST', path, { json: {} })).status).toBe(404);
  });
});
