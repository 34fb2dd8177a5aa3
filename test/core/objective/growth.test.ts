import { describe, expect, test } from '@jest/globals';
import { absorbPoints } from '#core/objective/absorb.ts';
import { type CounterPoint, grow, MAX_SERIES, pointOf } from '#core/objective/growth.ts';
import type { RatioIndicator } from '#core/objective/indicator.ts';
import { judge } from '#core/objective/judge.ts';
import type { Objective } from '#core/objective/objective.ts';
import { PAIRS } from '#core/objective/pairs.ts';
import { begun, measuredUntil } from '#core/objective/state.ts';
import { DAY, HOUR, type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import { START } from './oracle.ts';

const RATIO = { kind: 'ratio' } as const;
const HISTOGRAM = { kind: 'histogram' } as const;

const point = (at: Instant, value: number, more: Partial<CounterPoint> = {}): CounterPoint => ({
  ...{ series: 'a', role: 'total', value, at: START + at },
  ...more,
});

/** Returns how much the total grew in each minute after the start. */
function grown(points: readonly CounterPoint[], known: readonly CounterPoint[] = []) {
  const before = grow([], known, RATIO).counters;
  const { byMinute, ...rest } = grow(before, points, RATIO);
  const byOrder = [...byMinute].sort(([a], [b]) => a - b);
  return { ...rest, by: byOrder.map(([minute, { total }]) => [minute - START / MINUTE, total]) };
}

describe('a counter', () => {
  test('counts by how much it has grown since its newest point before', () => {
    expect(grown([point(MINUTE, 130)], [point(0, 100)]).by).toEqual([[1, 30]]);
  });

  test('counts nothing at its first point, unless the sender says since when it counts', () => {
    expect(grown([point(MINUTE, 130)]).by).toEqual([]);
    expect(grown([point(MINUTE, 130, { since: START + 10 * SECOND })]).by).toEqual([[1, 130]]);
    const long = { since: START - 2 * HOUR };
    expect(grown([point(MINUTE, 130, long)]).by).toEqual([]);
    const unknown = { since: START + MINUTE };
    expect(grown([point(MINUTE, 130, unknown)]).by).toEqual([]);
  });

  test('that is lower than before, or counts since later, began at nothing', () => {
    expect(grown([point(MINUTE, 30)], [point(0, 100)]).by).toEqual([[1, 30]]);
    const later = { since: START + 20 * SECOND };
    expect(grown([point(MINUTE, 130, later)], [point(0, 100)]).by).toEqual([[1, 130]]);
  });

  test('of a collector that only now begins to say since when goes on', () => {
    const begun = { since: START + MINUTE };
    const points = [point(MINUTE, 130, begun), point(2 * MINUTE, 150, begun)];
    expect(grown(points, [point(0, 100)]).by).toEqual([
      [1, 30],
      [2, 20],
    ]);
  });

  test('that comes again, or late, counts once', () => {
    const points = [point(MINUTE, 130), point(2 * MINUTE, 140)];
    const again = grown([...points, point(90 * SECOND, 135)], [point(0, 100), ...points]);
    expect(again).toMatchObject({ by: [], repeated: 3 });
  });

  test('spreads what grew in a pause evenly over its minutes, as long as it is known', () => {
    expect(grown([point(5 * MINUTE, 200)], [point(0, 100)]).by).toEqual(
      [1, 2, 3, 4, 5].map((minute) => [minute, 20]),
    );
    expect(grown([point(61 * MINUTE, 200)], [point(0, 100)]).by).toEqual([]);
  });

  test('of increases adds each, whatever was before', () => {
    const delta = { isDelta: true } as const;
    const points = [point(10 * SECOND, 5, delta), point(20 * SECOND, 3, delta)];
    expect(grown([...points, ...points]).by).toEqual([[0, 8]]);
  });

  test('is heard of one replica at a time, so that clocks which differ are no reset', () => {
    const [a, b] = [{ replica: 'a' }, { replica: 'b' }];
    const points = [point(MINUTE, 130, a), point(MINUTE + 1, 129, b), point(2 * MINUTE, 140, a)];
    expect(grown(points, [point(0, 100, a)]).by).toEqual([
      [1, 30],
      [2, 10],
    ]);
    const alone = [point(3 * MINUTE, 150, b), point(4 * MINUTE, 160, b)];
    expect(grown(alone, [point(0, 100, a)]).by).toEqual([
      ...[1, 2, 3].map((minute) => [minute, 50 / 3]),
      [4, 10],
    ]);
  });
});

describe('more series than are known', () => {
  const many = (count: number, at: Instant, value = 1, prefix = 's') =>
    Array.from({ length: count }, (_, i) => point(at, value, { series: `${prefix}${i}` }));

  test('count nothing, rather than some of them', () => {
    const growth = grow([], many(MAX_SERIES + 1, 0), RATIO);
    expect(growth).toMatchObject({ counters: [], isFull: true });
  });

  test('have the room of those that have ended a while ago', () => {
    const before = grow([], many(MAX_SERIES, 0), RATIO);
    const next = many(MAX_SERIES, 6 * MINUTE, 1, 'next');
    expect(grow(before.counters, next, RATIO)).toMatchObject({ isFull: false });
    expect(grow(before.counters, next.slice(1), RATIO).counters).toHaveLength(MAX_SERIES - 1);
  });
});

describe('a total of a histogram', () => {
  const total = [point(0, 10), point(MINUTE, 20)];
  const bucket = total.map((one) => ({ ...one, series: 'a<', role: 'part' as const }));

  test('counts beside its bucket', () => {
    const { byMinute, lacksBucket } = grow([], [...total, ...bucket], HISTOGRAM);
    expect([...byMinute.values()]).toEqual([{ part: 10, total: 10 }]);
    expect(lacksBucket).toBe(false);
  });

  test('without a bucket of the bound is not counted as bad, and told', () => {
    const { counters, byMinute, lacksBucket } = grow([], total, HISTOGRAM);
    expect({ counters, lacksBucket, size: byMinute.size }).toEqual({
      counters: [],
      lacksBucket: true,
      size: 0,
    });
  });
});

describe('a part of which no total is sent', () => {
  const indicator: RatioIndicator = {
    ...{ kind: 'ratio', partIs: 'bad' },
    part: { metric: 'errors', matchers: [] },
    total: { metric: 'misspelt', matchers: [] },
  };
  const objective: Objective = {
    ...{ name: 'a', title: 'A', service: 's', indicator, isPerSubject: false },
    ...{ method: 'occurrences', sliceTarget: 1, goal: { kind: 'target', share: 0.99 } },
    ...{ window: { kind: 'rolling', length: 30 * DAY }, pairs: PAIRS, minBad: 1 },
    ...{ blindAfter: 15 * MINUTE, maintenance: 'counted', severity: 'critical', alerts: true },
  };
  const sample = { metric: 'errors', subject: 'a', labels: {} };
  const points = [0, 1, 2, 3].map((minute) =>
    pointOf(indicator, 'part', { ...sample, value: minute * 7, at: START + minute * MINUTE }),
  );

  test('is not measured, spends nothing that could be told, and is told', () => {
    const given = { points, bounds: {}, isCut: false };
    const { state, fault } = absorbPoints({ ...objective, indicator }, begun(objective), given);
    expect(fault).toEqual({ kind: 'no_total' });
    expect(measuredUntil(state)).toBe(0);
    const { budget, isBlind } = judge(objective, state, START + 20 * MINUTE);
    expect({ ...budget, isBlind }).toMatchObject({ spent: 0, measured: 0, isBlind: true });
    expect(budget.good).toBeUndefined();
  });
});
