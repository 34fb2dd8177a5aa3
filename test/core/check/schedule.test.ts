import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Check } from '#core/check/check.ts';
import { checksDue, nextProbe } from '#core/check/schedule.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';

const LAB: Check = {
  ...{ name: 'lab', target: { kind: 'tcp', host: 'lab.example.org', port: 2575 } },
  ...{ every: MINUTE, timeout: 10 * SECOND, places: [], reach: [] },
};

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

test('whoever asks each minute finds each moment of a check once, whatever its period', () => {
  const period = fc.integer({ min: 60, max: 3_600 });
  fc.assert(
    fc.property(fc.string(), period, fc.nat(1e9), (name, seconds, begin) => {
      const every = seconds * SECOND;
      const check = { ...LAB, name, every };
      const from = begin * MINUTE;
      let asked = 0;
      for (let minute = 1; minute <= 120; minute++) {
        asked += checksDue([check], 'eu-west-1', from + minute * MINUTE).length;
      }
      const first = nextProbe(check, 'eu-west-1', from);
      const to = from + 120 * MINUTE;
      expect(asked).toBe(Math.max(0, Math.floor((to - first) / every) + 1));
    }),
  );
});
