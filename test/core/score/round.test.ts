import { describe, expect, test } from '@jest/globals';
import { roundHalfUp } from '#core/score/round.ts';

describe('a value that is charted to a tenth', () => {
  test.each([
    [36.05, 36.1],
    [35.04, 35],
    [36.04, 36],
    [38.05, 38.1],
    [39.05, 39.1],
    [35.05, 35.1],
    [1.005, 1],
    [-0.05, 0],
    [-0.06, -0.1],
    [1e21, 1e21],
    [1e-9, 0],
  ])('is of %d the value %d, rounded half up by its decimal text', (value, rounded) => {
    expect(roundHalfUp(value, 1)).toBe(rounded);
  });

  test('is not led astray by the noise of a conversion', () => {
    expect(roundHalfUp(35.049999999999997, 1)).toBe(35.1);
    expect(roundHalfUp(35.050000000000004, 1)).toBe(35.1);
  });

  test('may be infinite', () => {
    expect(roundHalfUp(Number.POSITIVE_INFINITY, 1)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('a value that is charted as a whole number', () => {
  test.each([
    [20.5, 21],
    [20.49, 20],
    [91.5, 92],
  ])('is of %d the number %d', (value, rounded) => {
    expect(roundHalfUp(value, 0)).toBe(rounded);
  });
});
