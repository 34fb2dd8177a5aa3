import { expect, test } from '@jest/globals';
import { ruleKind } from '#core/rule/rule.ts';
import { breaches, type Condition } from '#core/rule/threshold.ts';
import { HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { absence, below as limit } from '../../support/config.ts';

const below: Condition = { kind: 'below', limit: 88, clear: 90 };
const above: Condition = { kind: 'above', limit: 120, clear: 110 };
const outside: Condition = { kind: 'outside', low: 50, high: 120, clearLow: 55, clearHigh: 115 };
const equals: Condition = { kind: 'equals', value: 0 };

test.each<[Condition, number, boolean, boolean]>([
  // The value, whether it trips a healthy series, and whether it keeps a firing one.
  [below, 87.9, true, true],
  [below, 88, false, true],
  [below, 89.9, false, true],
  [below, 90, false, false],
  [above, 120.1, true, true],
  [above, 120, false, true],
  [above, 110.1, false, true],
  [above, 110, false, false],
  [outside, 49.9, true, true],
  [outside, 50, false, true],
  [outside, 55, false, false],
  [outside, 115, false, false],
  [outside, 115.1, false, true],
  [outside, 120, false, true],
  [outside, 120.1, true, true],
  [equals, 0, true, true],
  [equals, -0, true, true],
  [equals, 1, false, false],
])('%j at %d: trips %s, keeps %s', (condition, value, trips, keeps) => {
  expect(breaches(condition, value, false)).toBe(trips);
  expect(breaches(condition, value, true)).toBe(keeps);
});

test.each<[Condition, string]>([
  [below, 'below 88'],
  [above, 'above 120'],
  [outside, 'outside 50 to 120'],
  [equals, 'equals 0'],
])('%j reads as %s', (condition, words) => {
  const rule = limit('spo2', 88, { condition });
  expect(ruleKind(rule).limitInWords(rule)).toBe(words);
});

test.each([
  [5 * MINUTE, 'no sample for 5 min'],
  [90 * SECOND, 'no sample for 90 s'],
  [2 * HOUR, 'no sample for 2 h'],
])('an absence of %d ms reads as %s', (absentFor, words) => {
  const rule = absence('spo2', absentFor);
  expect(ruleKind(rule).limitInWords(rule)).toBe(words);
});

test.each([below, above, outside, equals])('a value that breaches %j is found', (condition) => {
  const rule = limit('spo2', 88, { condition });
  expect(breaches(condition, ruleKind(rule).breachingValue(rule) ?? Number.NaN, false)).toBe(true);
});
