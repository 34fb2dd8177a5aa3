import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { JsonNumber } from '#core/sample/json-number.ts';
import { thinPoints } from '#core/trend/thin.ts';

const series = 's';

test('few points stay as they are, by their time', () => {
  const points = [3, 1, 2].map((at) => ({ series, at, value: at }));
  expect(thinPoints(points, 3).map(({ at }) => at)).toEqual([1, 2, 3]);
});

test('of many no more stay than asked for, and among them are the highest and the lowest', () => {
  const values = fc.array(fc.constantFrom<JsonNumber>(1, 2, 3, 99, -99, '+Inf', '-Inf'), {
    minLength: 11,
    maxLength: 300,
  });
  fc.assert(
    fc.property(values, (all) => {
      const points = all.map((value, at) => ({ series, at, value }));
      const thin = thinPoints(points, 10);
      expect(thin.length).toBeLessThanOrEqual(10);
      expect(thin.map(({ at }) => at)).toEqual(thin.map(({ at }) => at).toSorted((a, b) => a - b));
      const kept = new Set(thin.map(({ value }) => value));
      for (const extreme of ['+Inf', '-Inf'] as const) {
        expect(kept.has(extreme)).toBe(all.includes(extreme));
      }
    }),
  );
});
