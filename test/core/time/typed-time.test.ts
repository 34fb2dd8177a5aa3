import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY, HOUR, MINUTE } from '#core/time/instant.ts';
import { parseTypedTime, resolveTypedTime } from '#core/time/typed-time.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { zonedTime } from '#core/time/zoned-time.ts';

/** A Friday evening in Stockholm, 21:40. */
const NOW = Date.UTC(2026, 10, 27, 20, 40);

function read(text: string, timeZone = 'Europe/Stockholm', after = NOW) {
  const parsed = parseTypedTime(text);
  if (!parsed.ok) {
    throw new Error(parsed.reason);
  }
  return resolveTypedTime(parsed.typed, { timeZone, after });
}

const utc = (...given: Parameters<typeof read>) => isoTime(read(...given).at);

describe('a typed time', () => {
  test.each([
    ['2026-11-29 02:00', '2026-11-29T01:00:00Z'],
    ['2026-11-29T02:00', '2026-11-29T01:00:00Z'],
    ['2026-11-29  02:00:30', '2026-11-29T01:00:30Z'],
    [' 2026-07-01 02:00 ', '2026-07-01T00:00:00Z'],
    ['2026-11-29', '2026-11-28T23:00:00Z'],
    ['2026-11-29 02:00:00.5', '2026-11-29T01:00:00.5Z'],
  ])('without an offset is in the zone that is asked for: %s', (text, expected) => {
    expect(utc(text)).toBe(expected);
  });

  test.each([
    ['2026-11-29T02:00Z', '2026-11-29T02:00:00Z'],
    ['2026-11-29t02:00:00z', '2026-11-29T02:00:00Z'],
    ['2026-11-29 02:00+09:00', '2026-11-28T17:00:00Z'],
    ['2026-11-29 02:00 -0330', '2026-11-29T05:30:00Z'],
    ['2026-11-29 02:00 +02', '2026-11-29T00:00:00Z'],
    ['2026-07-01 02:00 CET', '2026-07-01T01:00:00Z'],
    ['2026-11-29 02:00 UTC', '2026-11-29T02:00:00Z'],
    ['2026-11-29 02:00 UTC-5', '2026-11-29T07:00:00Z'],
    ['2026-11-29 02:00 utc+5:30', '2026-11-28T20:30:00Z'],
  ])('with an offset is taken as it stands, whatever the zone: %s', (text, expected) => {
    expect(utc(text, 'Asia/Tokyo')).toBe(expected);
  });

  test.each([
    ['22:00', 'today, where it is still to come', '2026-11-27T21:00:00Z'],
    ['02:00', 'tomorrow, where it has been', '2026-11-28T01:00:00Z'],
    ['21:40', 'tomorrow, where it is now', '2026-11-28T20:40:00Z'],
    ['02:00 UTC', 'by the clocks that it names', '2026-11-28T02:00:00Z'],
    ['20:45Z', 'by the clocks that it names, today', '2026-11-27T20:45:00Z'],
  ])('without a date is the next one to come: %s is %s', (text, _, expected) => {
    expect(utc(text)).toBe(expected);
  });

  test('without a date is today in its own zone, though the date is another in UTC', () => {
    expect(utc('08:00', 'Asia/Tokyo', Date.UTC(2026, 10, 27, 22, 30))).toBe('2026-11-27T23:00:00Z');
  });

  test.each([
    ['02:50', '2026-10-25T00:40:00Z', '2026-10-25T00:50:00Z'],
    ['02:30', '2026-10-25T00:40:00Z', '2026-10-25T01:30:00Z'],
    ['02:30', '2026-10-25T01:10:00Z', '2026-10-25T01:30:00Z'],
    ['02:30', '2026-10-25T01:30:00Z', '2026-10-26T01:30:00Z'],
  ])(
    'without a date that the clocks show twice is the next one: %s at %s is %s',
    (text, now, at) => {
      expect(utc(text, 'Europe/Stockholm', Date.parse(now))).toBe(at);
    },
  );

  test('without a date says so where it is the second of two', () => {
    const { remark } = read('02:30', 'Europe/Stockholm', Date.parse('2026-10-25T01:10:00Z'));
    expect(remark).toBe(
      'The clocks show that time twice, and the first has been: the second is taken, 2026-10-25 02:30 CET.',
    );
  });

  test('that the clocks skip is as much later, as with hand-offs, and that is said', () => {
    const { at, remark } = read('2026-03-29 02:30');
    expect(isoTime(at)).toBe('2026-03-29T01:30:00Z');
    expect(remark).toBe(
      'The clocks skip 2026-03-29 02:30 in Europe/Stockholm: it is taken as 2026-03-29 03:30 CEST.',
    );
  });

  test('that the clocks show twice is the first, as with hand-offs, and the second can be meant', () => {
    const { at, remark = '' } = read('2026-10-25 02:30');
    expect(isoTime(at)).toBe('2026-10-25T00:30:00Z');
    expect(remark).toMatch(
      /twice: the first is taken, 2026-10-25 02:30 CEST\. .*"2026-10-25 02:30 CET"/,
    );
    expect(utc('2026-10-25 02:30 CET')).toBe('2026-10-25T01:30:00Z');
  });

  test('without a time of day is when the day begins, also where midnight is skipped', () => {
    expect(read('2026-09-06', 'America/Santiago')).toEqual({ at: Date.UTC(2026, 8, 6, 4) });
  });

  test('of a day that a zone left out is a day later', () => {
    expect(utc('2011-12-30 08:00', 'Pacific/Apia')).toBe('2011-12-30T18:00:00Z');
  });

  test('that was shown means the moment that was shown, in every zone', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    const minutes = fc.integer({ min: Date.UTC(2020) / MINUTE, max: Date.UTC(2036) / MINUTE });
    fc.assert(
      fc.property(minutes, fc.constantFrom(...zones), (minute, zone) => {
        expect(read(zonedTime(minute * MINUTE, zone), 'UTC').at).toBe(minute * MINUTE);
      }),
    );
  });

  test('without a date comes within a day and the hours that clocks are set by', () => {
    const moments = fc.integer({ min: Date.UTC(2026), max: Date.UTC(2028) });
    const clock = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }));
    fc.assert(
      fc.property(moments, clock, (after, parts) => {
        const text = parts.map((part) => String(part).padStart(2, '0')).join(':');
        const { at } = read(text, 'Europe/Stockholm', after);
        expect(at).toBeGreaterThan(after);
        expect(at).toBeLessThanOrEqual(after + DAY + HOUR);
      }),
    );
  });
});

describe('what is no time', () => {
  test.each([
    ['monday', /"monday" is not a time: write "2026-05-04 07:00"/],
    ['', /is not a time/],
    ['2026-05-04T', /is not a time/],
    ['7:00', /The hour has two digits: 07:00\./],
    ['2h', /A length of time goes with --for\./],
    ['2026-02-30 07:00', /There is no 2026-02-30 in the calendar\./],
    ['2026-13-01', /There is no 2026-13-01 in the calendar\./],
    ['24:00', /"24:00" is no time of day: they go from 00:00 to 23:59\./],
    ['07:60', /"07:60" is no time of day/],
    ['07:00 CST', /"CST" does not say which offset from UTC is meant: write CET/],
    ['07:00 +25:00', /"\+25:00" does not say which offset/],
    ['2026-05-04 07:00 Europe/Stockholm', /is not a time/],
  ])('is refused, and it is said why: "%s"', (text, reason) => {
    const parsed = parseTypedTime(text);
    expect(parsed).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  });
});
