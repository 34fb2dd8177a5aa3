import { describe, expect, test } from '@jest/globals';
import { CANARY } from '#core/canary/canary.ts';
import type { Sample } from '#core/sample/sample.ts';
import { DAY, MINUTE, SECOND } from '#core/time/instant.ts';
import { choosePoints, type KnownSeries } from '#core/trend/choose.ts';
import { trendPlace, trendPlaces, trendSeries } from '#core/trend/point.ts';
import { seriesName } from '#core/trend/unwell.ts';

const NOW = Date.UTC(2026, 10, 28, 12, 3);
const SLOT = NOW - 3 * MINUTE;
const NOTHING_KNOWN: KnownSeries = { isMarked: () => false, isKnown: () => false };

function sample(after: number, more: Partial<Sample> = {}): Sample {
  return { subject: 'bed-1', metric: 'spo2', value: 97, at: NOW + after, labels: {}, ...more };
}

function chosen(
  samples: readonly Sample[],
  {
    unwell = [],
    known = {},
    room = 100,
  }: {
    readonly unwell?: readonly string[];
    readonly known?: Partial<KnownSeries>;
    readonly room?: number;
  } = {},
) {
  const judged = [{ subject: 'bed-1', samples, unwell: new Set(unwell) }];
  const when = { now: NOW, keep: DAY, room };
  const { points } = choosePoints(judged, { ...NOTHING_KNOWN, ...known }, when);
  return points.map(({ point }) => point);
}

describe('of a series that is well', () => {
  test('the first sample of each slot is kept', () => {
    const samples = [0, 10, 20].map((s) => sample(s * SECOND, { value: s }));
    const series = trendSeries(sample(0));
    expect(chosen([...samples, sample(-4 * MINUTE)])).toEqual([
      { series, at: NOW, value: 0, slot: SLOT },
      { series, at: NOW - 4 * MINUTE, value: 97, slot: SLOT - 5 * MINUTE },
    ]);
  });

  test('none is kept where the slot has a point', () => {
    expect(chosen([sample(0)], { known: { isMarked: () => true } })).toEqual([]);
  });

  test('units and labels make series of their own', () => {
    const all = [
      sample(0),
      sample(0, { unit: '%' }),
      sample(0, { labels: { site: 'left' } }),
      sample(0, { metric: 'pulse' }),
    ];
    expect(new Set(chosen(all).map(({ series }) => series)).size).toBe(4);
  });

  test('a sender whose clock is fast marks the slot of now', () => {
    expect(chosen([sample(9 * MINUTE)])).toMatchObject([{ at: NOW + 9 * MINUTE, slot: SLOT }]);
  });
});

test.each([
  ['that is well', []],
  ['that is firing', [seriesName('spo2', { bed: '1', site: 'left' })]],
])('a series %s is one, in whatever order its labels come', (_, unwell) => {
  const [first, second] = [
    { bed: '1', site: 'left' },
    { site: 'left', bed: '1' },
  ];
  expect(chosen([sample(0, { labels: first }), sample(0, { labels: second })], { unwell })).toEqual(
    [expect.objectContaining({ series: trendSeries(sample(0, { labels: first })) })],
  );
});

describe('of a series that is pending or firing', () => {
  const unwell = [seriesName('spo2', {})];

  test('every sample is kept, and the others of its subject are not', () => {
    const samples = [sample(0), sample(1), sample(2, { value: Number.NEGATIVE_INFINITY })];
    const others = [sample(0, { metric: 'pulse' }), sample(5, { metric: 'pulse' })];
    const found = chosen([...samples, ...others], { unwell });
    expect(found.map(({ at, value, slot }) => [at - NOW, value, slot])).toEqual([
      [0, 97, undefined],
      [1, 97, undefined],
      [2, '-Inf', undefined],
      [0, 97, SLOT],
    ]);
  });

  test('one that comes twice is one point, and a corrected value takes its place', () => {
    const corrected = sample(0, { value: 91, revision: 'corrected' });
    expect(chosen([sample(0), sample(0), corrected], { unwell })).toMatchObject([{ value: 91 }]);
  });
});

test.each<[string, readonly Sample[]]>([
  ['what takes a value back', [sample(0, { revision: 'entered_in_error' })]],
  ['what is older than points are kept', [sample(-DAY - 1, { revision: 'corrected' })]],
])('%s makes no point', (_, samples) => {
  expect(chosen(samples)).toEqual([]);
});

test('our own subjects have no points', () => {
  const { subject } = CANARY;
  const judged = [{ subject, samples: [sample(0, { subject })], unwell: new Set<string>() }];
  const when = { now: NOW, keep: DAY, room: 1 };
  expect(choosePoints(judged, NOTHING_KNOWN, when)).toEqual({ points: [], crowdedOut: 0 });
});

describe('with room for one series more', () => {
  const pod = (name: string, after = 0) => sample(after, { labels: { pod: name } });

  test('the first that is new begins, in each of its slots, and of the others none', () => {
    const earlier = pod('a', -5 * MINUTE);
    const series = trendSeries(pod('a'));
    const found = chosen([pod('a'), pod('b'), earlier, pod('c')], { room: 1 });
    expect(found).toMatchObject([{ series }, { series }]);
  });

  test('those that are known go on, and so do those that are pending or firing', () => {
    const isKnown = (name: string) => name.includes('pod=known');
    const firing = sample(0, { metric: 'pulse' });
    const samples = [pod('new'), pod('newer'), pod('known'), firing];
    const unwell = [seriesName('pulse', {})];
    const found = chosen(samples, { room: 1, known: { isKnown }, unwell });
    const wanted = [pod('new'), pod('known'), firing].map(trendSeries);
    expect(found.map(({ series }) => series)).toEqual(wanted);
  });
});

test('places sort by time, and a span covers those of its points', () => {
  const moments = [9, 10, 999_999_999_999, NOW, NOW + 1];
  const places = moments.map((at) => trendPlace({ at }));
  expect(places.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(places);
  const [first, last] = trendPlaces({ from: NOW, until: NOW + MINUTE });
  for (const point of [{ at: NOW }, { at: NOW + MINUTE }, { at: NOW, slot: SLOT }]) {
    const place = trendPlace(point);
    expect(first <= place && place <= last).toBe(true);
  }
});
