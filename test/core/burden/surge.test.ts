import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '#config/load.ts';
import { firedMore } from '#core/burden/fired-more.ts';
import { ReadingCount } from '#core/burden/readings.ts';
import { createSurge, matchesSample, surgeMetrics } from '#core/burden/surge.ts';
import type { Sample } from '#core/sample/sample.ts';

const sample = (subject: string, metric: string, value: number, more: Partial<Sample> = {}) =>
  ({ subject, metric, value, at: 0, labels: {}, ...more }) satisfies Sample;

const LOADED = loadConfig(
  `time_zone: UTC
technical_service: it
people: { anna: { name: Anna, channels: [sms] } }
policies: { it: { steps: [{ page: [person: anna] }] } }
services: { it: { policy: it } }
rules:
  - { name: queue, title: Queue, service: it, severity: warning, metric: orders_waiting, above: 50 }
  - { name: flow, title: Flow, service: it, severity: warning, metric: flow, outside: [1, 9] }
  - { name: disk, title: Disk, service: it, severity: warning, metric: disk_free, below: 10 }
  - { name: pulse, title: Pulse, service: it, severity: critical, metric: heart_rate, above: 130 }
  - { name: slow, title: Slow, service: it, severity: warning, all: [{ metric: latency, above: 2 }, { metric: open_files, below: 9 }] }
  - { name: share, title: Share, service: it, severity: warning, value: ratio to requests, metric: errors, above: 0.1 }
`,
  'w.yaml',
);

describe('what a surge raises', () => {
  const { scaled, left } = surgeMetrics(LOADED.ok ? LOADED.config.rules : []);

  test('is what has an upper limit: no vital sign, no ratio, and not what is left of something', () => {
    expect([...scaled]).toEqual(['orders_waiting', 'flow', 'latency']);
    expect(left).toEqual(['disk_free', 'open_files']);
  });

  test('stays within what the metric can be', () => {
    const range = { from: 0, to: 100 };
    const plausible = new Map([['load', [{ metric: 'load', matchers: [], range }]]]);
    const grow = createSurge({ percent: 40, isScaled: () => true, plausible });
    const values = [50, 90, 100, -10].map((value) => sample('server', 'load', value));
    expect(grow(values).map(({ value }) => value)).toEqual([70, 100, 100, -14]);
  });

  test('can be named by matchers, on the metric too', () => {
    const matchers = [
      { name: 'metric', op: '=~', value: 'orders_.*' },
      { name: 'ward', op: '=', value: 'icu' },
    ] as const;
    const orders = sample('lab', 'orders_waiting', 1, { labels: { ward: 'icu' } });
    expect(matchesSample(matchers, orders)).toBe(true);
    expect(matchesSample(matchers, { ...orders, metric: 'orders' })).toBe(false);
    expect(matchesSample(matchers, { ...orders, labels: {} })).toBe(false);
  });
});

describe('a surge of patients', () => {
  test.each([
    [40, 10, 4],
    [29, 100, 29],
    [5, 10, 0],
    [250, 2, 5],
  ])('of %d %% makes of %d beds %d more, with the values of one each', (percent, beds, more) => {
    const grow = createSurge({ percent, isScaled: () => false, plausible: new Map() });
    const names = Array.from({ length: beds }, (_, bed) => `bed-${bed}`);
    const grown = grow(names.map((bed) => sample(bed, 'spo2', 95)));
    expect(new Set(grown.map(({ subject }) => subject)).size).toBe(beds + more);
    expect(new Set(grown.map(({ value }) => value))).toEqual(new Set([95]));
  });

  test('has the same patients in each chunk, and no more servers', () => {
    const grow = createSurge({ percent: 50, isScaled: () => false, plausible: new Map() });
    const all = ['bed-1', 'bed-2'].map((bed) => sample(bed, 'spo2', 95));
    const chunk = [...all, sample('server', 'orders_waiting', 7)];
    const subjects = ['bed-1', 'bed-2', 'bed-2+1', 'server'];
    for (let chunks = 0; chunks < 3; chunks++) {
      expect(grow(chunk).map(({ subject }) => subject)).toEqual(subjects);
    }
  });
});

test('all samples of a subject at one moment are one reading', () => {
  const count = new ReadingCount();
  count.take([sample('a', 'x', 1), sample('a', 'y', 1), sample('b', 'x', 1)]);
  count.take([sample('a', 'x', 1, { at: 5 })]);
  expect([count.subjects, count.readings]).toEqual([2, 3]);
});

test('what fires more is grouped by rule and subject, with the longest first', () => {
  const alarm = (rule: string, subject: string, began: number, ended?: number) => ({
    ...{ fingerprint: `${rule} ${subject}`, rule, subject, severity: 'warning' as const, began },
    ...(ended !== undefined && { ended }),
  });
  const before = [alarm('old', 'a', 0, 5)];
  const added = [alarm('old', 'b', 1, 2), alarm('new', 'a', 4, 6), alarm('new', 'a', 9)];
  expect(firedMore(before, added, 20)).toEqual([
    { rule: 'new', subject: 'a', alarms: 2, lasted: 13, firstAt: 4, isNewRule: true },
    { rule: 'old', subject: 'b', alarms: 1, lasted: 1, firstAt: 1, isNewRule: false },
  ]);
});
