import { describe, expect, test } from '@jest/globals';
import { addSpreads, SpreadCount, spreadFigures } from '#core/report/spread.ts';
import { SECOND } from '#core/time/instant.ts';

function of(...seconds: readonly number[]) {
  const count = new SpreadCount();
  for (const each of seconds) {
    count.add(each * SECOND);
  }
  return count.spread();
}

describe('the spread of durations', () => {
  test('has a median and a 90th percentile that are durations of it', () => {
    const figures = spreadFigures(of(10, 20, 30, 40, 50, 60, 70, 80, 90, 1_000_000));
    expect(figures).toEqual({ n: 10, mean: 100_045_000, median: 50_000, p90: 90_000 });
  });

  test('is as exact as three digits of seconds are', () => {
    expect(of(0.4, 899.6, 4_567, 123_456).seconds).toEqual({ 0: 1, 900: 1, 4570: 1, 123000: 1 });
  });

  test('has two digits of what came and of what comes once it is coarse', () => {
    const count = new SpreadCount();
    count.add(123 * SECOND);
    count.coarsen();
    count.add(118 * SECOND);
    count.add(99 * SECOND);
    expect(count.spread()).toEqual({ n: 3, sum: 340 * SECOND, seconds: { 99: 1, 120: 2 } });
  });

  test('has no figures of nothing, and takes a clock that went back for no time', () => {
    expect(spreadFigures(of())).toEqual({ n: 0 });
    expect(spreadFigures(of(-5))).toEqual({ n: 1, mean: 0, median: 0, p90: 0 });
  });

  test('is added to another as if all had been counted at once', () => {
    expect(addSpreads(of(1, 2, 2), of(2, 5_001))).toEqual(of(1, 2, 2, 2, 5_001));
  });
});
