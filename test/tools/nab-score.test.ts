import { describe, expect, test } from '@jest/globals';
import { nabScore, PROFILES, probation } from '../../tools/recorded/nab-score.ts';

/** A series with two windows of a hundred rows, behind the first rows that do not count. */
const SERIES = {
  rows: 2_000,
  windows: [
    [400, 499],
    [1_000, 1_099],
  ],
} as const;

type Profile = Parameters<typeof nabScore>[1];

const scoreOf = (detections: readonly number[], profile: Profile = PROFILES.standard) =>
  nabScore([{ ...SERIES, detections }], profile);

describe('a score of the Numenta Anomaly Benchmark', () => {
  test.each(Object.values(PROFILES))('is 0 for nothing and 100 for all at once (%j)', (profile) => {
    expect(scoreOf([], profile)).toBe(0);
    expect(scoreOf([400, 1_000], profile)).toBeCloseTo(100, 9);
  });

  test('counts the best detection of a window, and the earlier the more', () => {
    // 2 / (1 + e^-2.5) - 1 is 0.84828 in the middle, and 0.98661 at the beginning.
    expect(scoreOf([450, 451, 460])).toBeCloseTo((100 * (1 + 0.84828 / 0.98661)) / 4, 2);
  });

  test('takes off what is far from any window, and little for what is just behind one', () => {
    expect(scoreOf([350])).toBeCloseTo((-100 * 0.11) / 4, 9);
    expect(scoreOf([350], PROFILES['few false alarms'])).toBeCloseTo((-100 * 0.22) / 4, 9);
    expect(scoreOf([502])).toBeGreaterThan(-0.3);
    expect(scoreOf([900])).toBeCloseTo((-100 * 0.11) / 4, 9);
  });

  test('counts nothing in the first 15 % of a series, of long ones in as many rows as of 5,000', () => {
    expect(scoreOf([10, 299])).toBe(0);
    expect(probation({ rows: 2_000 })).toBe(300);
    expect(probation({ rows: 20_000 })).toBe(750);
  });
});
