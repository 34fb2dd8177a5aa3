import { expect, test } from '@jest/globals';
import { zonedTime } from '#core/time/clock-time.ts';

test('a moment that may be read in another zone says whose clock it is', () => {
  const spring = Date.UTC(2026, 2, 29, 1, 12);
  expect(zonedTime(spring, 'Europe/Stockholm')).toBe('2026-03-29 03:12 (Europe/Stockholm)');
});
