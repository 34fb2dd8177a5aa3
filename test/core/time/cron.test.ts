import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { nextRun } from '#core/time/cron.ts';
import type { Instant } from '#core/time/instant.ts';
import { momentOf, wallTime } from '#core/time/wall-clock.ts';

const at = Date.parse;

describe('when a cron expression comes next', () => {
  test.each([
    ['30 3 * * *', 'UTC', '2026-06-01T03:29:59.999Z', '2026-06-01T03:30Z', 'a moment later'],
    ['30 3 * * *', 'UTC', '2026-06-01T03:30Z', '2026-06-02T03:30Z', 'never at the moment itself'],
    ['30 3 * * *', 'Europe/Stockholm', '2026-06-01T00:00Z', '2026-06-01T01:30Z', 'by its zone'],
    ['@daily', 'America/New_York', '2026-06-01T12:00Z', '2026-06-02T04:00Z', 'by a nickname'],
    ['0 6 * * 1-5', 'UTC', '2026-06-05T07:00Z', '2026-06-08T06:00Z', 'over a weekend'],
    ['0 0 29 2 *', 'UTC', '2026-06-01T00:00Z', '2028-02-29T00:00Z', 'in a leap year'],
    ['0 0 L * *', 'UTC', '2026-06-01T00:00Z', '2026-06-30T00:00Z', 'on the last of a month'],
    ['15 9 * * *', 'Asia/Kathmandu', '2026-06-01T00:00Z', '2026-06-01T03:30Z', 'at odd offsets'],
    ['30 2 * * *', 'Europe/Stockholm', '2027-03-27T12:00Z', '2027-03-28T01:30Z', 'skipped: later'],
    [
      '30 2 * * *',
      'Europe/Stockholm',
      '2027-03-28T01:30Z',
      '2027-03-29T00:30Z',
      'and then as ever',
    ],
    [
      '30 2 * * *',
      'Europe/Stockholm',
      '2026-10-24T12:00Z',
      '2026-10-25T00:30Z',
      'twice: the first',
    ],
    ['30 2 * * *', 'Europe/Stockholm', '2026-10-25T00:30Z', '2026-10-26T01:30Z', 'and only that'],
    ['*/30 * * * *', 'Europe/Stockholm', '2026-10-25T01:00Z', '2026-10-25T02:00Z', 'never before'],
    [
      '0 * * * *',
      'Australia/Lord_Howe',
      '2026-10-03T15:10Z',
      '2026-10-03T15:30Z',
      'by half an hour',
    ],
  ])('%s in %s, asked at %s: %s (%s)', (expression, zone, after, next) => {
    expect(new Date(nextRun(expression, zone, at(after))).toISOString()).toBe(
      new Date(at(next)).toISOString(),
    );
  });

  test.each(['0 0 30 2 *', '0 0 31 2,4,6,9,11 *', '60 * * * *', '* * * * * *', '@reboot', ''])(
    '"%s" is none',
    (expression) => {
      expect(() => nextRun(expression, 'UTC', 0)).toThrow();
    },
  );

  test('is the first minute from then on that the clocks show for the first time, in any zone', () => {
    const zone = fc.constantFrom(
      'Europe/Stockholm',
      'America/Havana',
      'America/St_Johns',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
    );
    const schedule = fc.record({
      minute: fc.integer({ min: 0, max: 59 }),
      hour: fc.integer({ min: 0, max: 23 }),
      after: fc.integer({ min: at('2026-01-01'), max: at('2028-01-01') }),
    });
    fc.assert(
      fc.property(zone, schedule, (timeZone, { minute, hour, after }) => {
        const expected = firstAfter(timeZone, hour, minute, after);
        expect(nextRun(`${minute} ${hour} * * *`, timeZone, after)).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });
});

/** The same by Temporal: the moments at which the days from the last on show this time. */
function firstAfter(timeZone: string, hour: number, minute: number, after: Instant): Instant {
  const today = wallTime(after, timeZone).toPlainDate();
  const time = new Temporal.PlainTime(hour, minute);
  const shown = [0, 1, 2]
    .map((days) => today.add({ days }).toPlainDateTime(time))
    .filter((wall) => Temporal.PlainDateTime.compare(wall, wallTime(after, timeZone)) > 0)
    .map((wall) => momentOf(wall, timeZone));
  return shown.find((moment) => moment > after) ?? Number.NaN;
}
