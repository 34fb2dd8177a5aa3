import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { DAY, MINUTE } from '#core/time/instant.ts';
import {
  dayOf,
  isoTime,
  lastMomentOf,
  momentOf,
  readDate,
  timeOfDay,
  wallTime,
  weekdayOf,
} from '#core/time/wall-clock.ts';

const ZONES = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
const wall = (text: string) => Date.parse(`${text}Z`);

test.each([
  ['an ordinary time', '2026-06-01T07:00', '2026-06-01T05:00:00Z'],
  [
    'a time that is skipped comes as much later as is skipped',
    '2026-03-29T02:30',
    '2026-03-29T01:30:00Z',
  ],
  ['a time that comes twice is the first', '2026-10-25T02:30', '2026-10-25T00:30:00Z'],
])('%s', (_, text, utc) => {
  expect(isoTime(momentOf(wall(text), 'Europe/Stockholm'))).toBe(utc);
});

test('wall time is what the clocks show', () => {
  const at = Date.UTC(2026, 2, 29, 1);
  expect(isoTime(wallTime(at - 1, 'Europe/Stockholm'))).toBe('2026-03-29T01:59:59.999Z');
  expect(isoTime(wallTime(at, 'Europe/Stockholm'))).toBe('2026-03-29T03:00:00Z');
});

describe('in every zone, as Temporal has it', () => {
  // From 1973 on all offsets are of whole minutes.
  const moments = fc.integer({ min: Date.UTC(1973), max: Date.UTC(2036) });

  /** A time near a change of the clocks, if the zone has one in the year that follows. */
  const walls = fc
    .record({ zone: ZONES, near: moments, minutes: fc.integer({ min: -1_500, max: 1_500 }) })
    .map(({ zone, near, minutes }) => {
      const change = Temporal.Instant.fromEpochMilliseconds(near)
        .toZonedDateTimeISO(zone)
        .getTimeZoneTransition('next');
      const at = change?.epochMilliseconds ?? near;
      return { zone, shown: wallTime(at, zone) + minutes * MINUTE };
    });

  test('is what a clock shows', () => {
    fc.assert(
      fc.property(ZONES, moments, (zone, at) => {
        const shown = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
        expect(isoTime(wallTime(at, zone))).toBe(`${shown.toPlainDateTime().toString()}Z`);
        expect(weekdayOf(wallTime(at, zone))).toBe(shown.dayOfWeek - 1);
        expect(dayOf(wallTime(at, zone))).toBe(wall(`${shown.toPlainDate().toString()}T00:00`));
      }),
    );
  });

  test('are the moments of a time that a clock shows once, twice or never', () => {
    fc.assert(
      fc.property(walls, ({ zone, shown }) => {
        const plain = Temporal.PlainDateTime.from(isoTime(shown).replace('Z', ''));
        const moment = (disambiguation: 'compatible' | 'later') =>
          plain.toZonedDateTime(zone, { disambiguation }).epochMilliseconds;
        expect([zone, momentOf(shown, zone)]).toEqual([zone, moment('compatible')]);
        expect([zone, lastMomentOf(shown, zone)]).toEqual([zone, moment('later')]);
      }),
      { numRuns: 1_000 },
    );
  });
});

test.each(['2026-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00', '0000-01-01', ''])(
  'the calendar has no date %p',
  (text) => {
    expect(readDate(text)).toBeUndefined();
  },
);

test('a date is its beginning', () => {
  expect(readDate('2028-02-29')).toBe(Date.UTC(2028, 1, 29));
  expect(readDate('0999-12-31')).toBe(Date.parse('0999-12-31T00:00Z'));
});

test.each([
  ['00:00', 0],
  ['07:30', 27_000_000],
  ['23:59:59.9999', DAY - 1],
  ['24:00', DAY],
])('the time of day %s is %d ms after midnight', (text, length) => {
  expect(timeOfDay(text)).toBe(length);
});

test.each([0, 999, 59_500, 60_050, 10 * MINUTE, Date.UTC(2026, 9, 10, 20, 30)])(
  'a moment is written with no more digits than it needs, as Temporal does: %d',
  (at) => {
    expect(isoTime(at)).toBe(Temporal.Instant.fromEpochMilliseconds(at).toString());
  },
);
