import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nextProbe } from '#core/check/schedule.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';

test('a check is probed once in each period, from whenever on it is asked', () => {
  const moment = fc.integer({ min: 0, max: Date.UTC(2100, 0) });
  const every = fc.integer({ min: 10, max: 3_600 }).map((seconds) => seconds * SECOND);
  fc.assert(
    fc.property(fc.string(), fc.string(), every, moment, (name, place, period, after) => {
      const next = nextProbe({ name, every: period }, place, after);
      expect(next).toBeGreaterThan(after);
      expect(next - after).toBeLessThanOrEqual(period);
      expect(nextProbe({ name, every: period }, place, next)).toBe(next + period);
    }),
  );
});

test('checks of one period do not all begin at once, nor one from all places', () => {
  const at = (name: string, place: string) => nextProbe({ name, every: MINUTE }, place, 0);
  const names = Array.from({ length: 60 }, (_, n) => `check-${n}`);
  expect(new Set(names.map((name) => at(name, 'ward'))).size).toBeGreaterThan(50);
  expect(at('ehr', 'ward')).not.toBe(at('ehr', 'data-centre'));
});
