import { describe, expect, test } from '@jest/globals';
import { momentOf, wallTime } from '#console/frame/wall-clock.ts';
import {
  dateAt,
  daysFrom,
  daysLater,
  isDate,
  plusDays,
  plusMonths,
  weekOf,
  weeksOfMonth,
} from '#console/oncall/days.ts';
import { hoursBetween, layerLanes, overrideLanes, placeIn, within } from '#console/oncall/lanes.ts';
import { isOnCall, type Shift, type Taken } from '#console/oncall/shift.ts';

const HOUR = 3_600_000;
const STOCKHOLM = 'Europe/Stockholm';

const hoursOf = (date: string, zone: string) =>
  daysFrom(date, 1, zone).map(({ from, to }) => (to - from) / HOUR)[0];

describe('a day of a calendar', () => {
  test.each([
    ['2027-03-28', STOCKHOLM, 23],
    ['2026-10-25', STOCKHOLM, 25],
    ['2026-10-26', STOCKHOLM, 24],
    ['2027-03-14', 'America/New_York', 23],
    // Half an hour, and at midnight.
    ['2026-10-04', 'Australia/Lord_Howe', 23.5],
    ['2018-11-04', 'America/Sao_Paulo', 23],
  ])('%s in %s has %d hours', (date, zone, hours) => {
    expect(hoursOf(date, zone)).toBe(hours);
  });

  test('begins at its first moment, also where the clocks skip midnight', () => {
    const [day] = daysFrom('2018-11-04', 1, 'America/Sao_Paulo');
    expect(wallTime(day?.from ?? 0, 'America/Sao_Paulo')).toBe('2018-11-04T01:00');
  });

  test('is the one that it is in the zone', () => {
    const moment = Date.parse('2026-11-24T23:30:00Z');
    expect([dateAt(moment, STOCKHOLM), dateAt(moment, 'UTC')]).toEqual([
      '2026-11-25',
      '2026-11-24',
    ]);
  });

  test.each([
    ['2026-11-24', true],
    ['2026-02-29', false],
    ['2026-11', false],
    ['yesterday', false],
    ['', false],
  ])('"%s" in an address is one: %s', (text, is) => {
    expect(isDate(text)).toBe(is);
  });
});

describe('a week of a calendar', () => {
  test('goes from Monday to Sunday, over the end of a year too', () => {
    const dates = weekOf('2027-01-01', 'UTC').map(({ date }) => date);
    expect([dates[0], dates.at(-1), dates.length]).toEqual(['2026-12-28', '2027-01-03', 7]);
  });

  test('is one of four to six in a month, whole ones', () => {
    const weeksOf = (date: string) => weeksOfMonth(date, STOCKHOLM);
    const ends = (date: string) => [
      weeksOf(date).length,
      weeksOf(date)[0]?.[0]?.date,
      weeksOf(date).at(-1)?.at(-1)?.date,
    ];
    expect(ends('2027-02-15')).toEqual([4, '2027-02-01', '2027-02-28']);
    expect(ends('2026-11-30')).toEqual([6, '2026-10-26', '2026-12-06']);
  });

  test('is left for others by days and months', () => {
    expect([plusDays('2026-12-31', 1), plusMonths('2027-01-31', 1)]).toEqual([
      '2027-01-01',
      '2027-02-28',
    ]);
  });
});

describe('a time that is typed', () => {
  test('is that of the zone that is shown', () => {
    expect(momentOf('2026-11-24T19:00', STOCKHOLM)).toBe(Date.parse('2026-11-24T18:00:00Z'));
    expect(momentOf('', STOCKHOLM)).toBeUndefined();
  });

  test('that the clocks skip is as much later, and of two alike it is the first', () => {
    expect(momentOf('2027-03-28T02:30', STOCKHOLM)).toBe(Date.parse('2027-03-28T01:30:00Z'));
    expect(momentOf('2026-10-25T02:30', STOCKHOLM)).toBe(Date.parse('2026-10-25T00:30:00Z'));
  });

  test('is the same days later, whatever the clocks do', () => {
    const before = Date.parse('2027-03-27T11:00:00Z');
    expect(daysLater(before, 1, STOCKHOLM)).toBe(Date.parse('2027-03-28T10:00:00Z'));
  });
});

const shift = (from: number, to: number, more: Partial<Shift> = {}): Shift => ({
  schedule: 'nurses',
  by: 'layer',
  from,
  to,
  ...more,
});

const taken = (id: string, from: number, to: number, createdAt: number): Taken => ({
  id,
  schedule: 'nurses',
  person: 'anna',
  createdBy: 'bo',
  from,
  to,
  createdAt,
});

describe('a bar', () => {
  test('lies where its time is, and is cut at the ends of the strip', () => {
    expect(placeIn({ from: 100, to: 200 }, { from: 50, to: 125 })).toEqual({
      left: '0%',
      width: '25%',
    });
    expect(within({ from: 0, to: 9 }, { from: 3, to: 5 })).toEqual({ from: 3, to: 5 });
  });

  test('of a layer lies in its lane, the one that wins on top, though both are called alike', () => {
    const shifts = [
      shift(0, 2, { layer: 'on call', rank: 1 }),
      shift(0, 2, { layer: 'on call', rank: 2 }),
      shift(2, 4, { layer: 'on call', rank: 1 }),
    ];
    const lanes = layerLanes(shifts).map(({ rank, name, shifts: those }) => [
      rank,
      name,
      those.length,
    ]);
    expect(lanes).toEqual([
      [2, 'on call', 1],
      [1, 'on call', 2],
    ]);
  });

  test('of an override lies over none, the newest on top', () => {
    const all = [
      taken('a', 0, 4, 1),
      taken('b', 2, 6, 2),
      taken('c', 4, 8, 3),
      taken('d', 6, 8, 1),
    ];
    const lanes = overrideLanes(all).map((lane) => lane.map(({ id }) => id));
    expect(lanes).toEqual([['c'], ['b', 'd'], ['a']]);
  });
});

describe('a span that is chosen in a strip', () => {
  const strip = { from: 10 * HOUR, to: 20 * HOUR };

  test('has whole hours, in whichever direction it is drawn', () => {
    const chosen = { from: 12 * HOUR, to: 15 * HOUR };
    expect(hoursBetween(strip, 12.2 * HOUR, 14.9 * HOUR)).toEqual(chosen);
    expect(hoursBetween(strip, 14.9 * HOUR, 12.2 * HOUR)).toEqual(chosen);
  });

  test('is an hour where the pointer has not moved, and ends with the strip', () => {
    expect(hoursBetween(strip, 19.5 * HOUR, 19.5 * HOUR)).toEqual({
      from: 19 * HOUR,
      to: 20 * HOUR,
    });
  });
});

test.each([
  ['anna', 'one of those who are on call', [{ person: 'bo' }, { person: 'anna' }], true],
  ['anna', 'none of them', [{ person: 'bo' }], false],
  [undefined, 'an account of no person, where nobody is on call', [{}], false],
])('%s is %s', (person, _, duties, expected) => {
  expect(isOnCall(person, duties)).toBe(expected);
});
