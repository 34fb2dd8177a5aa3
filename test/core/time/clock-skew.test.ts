import { describe, expect, test } from '@jest/globals';
import { clampToHorizon, clockStepBack, rebaseOffset } from '#core/time/clock-skew.ts';
import { HOUR, MINUTE, SECOND } from '#core/time/instant.ts';

const NOW = Date.UTC(2026, 5, 1, 9);
const STEP = { by: HOUR, at: NOW - SECOND };

describe('what was stored', () => {
  test.each([
    ['before now', NOW - MINUTE, 0],
    ['as far ahead as clocks may differ', NOW + 10 * SECOND, 0],
    ['further ahead', NOW + 11 * SECOND, 11 * SECOND],
    ['never', undefined, 0],
  ])('%s tells how far the clock went back', (_, storedAt, back) => {
    expect(clockStepBack(storedAt, NOW)).toBe(back);
  });

  test.each([
    ['ahead of the clock moves by the step', NOW + 30 * MINUTE, HOUR],
    ['further ahead than the step moves by as much', NOW + 2 * HOUR, 2 * HOUR],
    ['long before moves by the step', NOW - MINUTE, HOUR],
    ['about when the step was found out is a doubt', NOW - 5 * SECOND, undefined],
    ['since is a doubt', NOW, undefined],
  ])('%s', (_, storedAt, by) => {
    expect(rebaseOffset(storedAt, NOW, STEP)).toBe(by);
  });
});

describe('a moment for which something waits', () => {
  test.each([
    ['stands while it may have been set by now', NOW + MINUTE + 10 * SECOND, false],
    ['has come where nobody can have set it', NOW + MINUTE + 11 * SECOND, true],
    ['stands where it is past', NOW - MINUTE, false],
  ])('%s', (_, due, hasCome) => {
    expect(clampToHorizon(due, MINUTE, NOW)).toBe(hasCome ? NOW : due);
  });
});
