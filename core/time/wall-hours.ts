import { getISO } from 'temporal-polyfill/fns/Calendar';
import * as PlainDateFns from 'temporal-polyfill/fns/PlainDate';
import { DAY, type Duration, type Instant, MINUTE, startOfDay, utcDate } from './instant.ts';
import { offsetAt } from './zone-offset.ts';

/** The hours of a night, on the wall clock. */
export const NIGHT = { from: '22:00', to: '06:00' };

/** A moment as people count it, on the wall clock of a zone. */
export interface WallHour {
  /** `2026-11-28` */
  readonly day: string;
  /** Its week by ISO 8601, which begins on a Monday: `2026-W48`. */
  readonly week: string;
  /** From 22 to 6 o'clock. */
  readonly isNight: boolean;
  /** Saturday or Sunday. */
  readonly isWeekend: boolean;
}

/** No zone changes its offset within a quarter of an hour. */
const QUARTER: Duration = 15 * MINUTE;

/**
 * Tells moments on the wall clock of a zone. It asks a calendar once a day, and of a day on which
 * the clocks change once each quarter of an hour: a year of figures has a million moments.
 */
export function wallHours(timeZone: string): (at: Instant) => WallHour {
  const dates = new Map<number, Omit<WallHour, 'isNight'>>();
  const quarters = new Map<number, WallHour>();
  const offsets = dayOffsets(timeZone);
  return (at) => {
    const quarter = Math.floor(at / QUARTER);
    const known = quarters.get(quarter);
    if (known !== undefined) {
      return known;
    }
    const wall = quarter * QUARTER + (offsets(at) ?? offsetAt(quarter * QUARTER, timeZone));
    const date = startOfDay(wall);
    const of = dates.get(date) ?? dateOf(date);
    dates.set(date, of);
    const time = wall - date;
    const told = { ...of, isNight: time >= NIGHT_BEGINS || time < NIGHT_ENDS };
    quarters.set(quarter, told);
    return told;
  };
}

const NIGHT_BEGINS = sinceMidnight(NIGHT.from);
const NIGHT_ENDS = sinceMidnight(NIGHT.to);

function sinceMidnight(time: string): Duration {
  return Date.parse(`1970-01-01T${time}Z`);
}

/** Returns the offset of a whole UTC day; undefined on one on which it changes. */
function dayOffsets(timeZone: string): (at: Instant) => Duration | undefined {
  const ofDays = new Map<Instant, Duration>();
  const at = (day: Instant) => {
    const offset = ofDays.get(day) ?? offsetAt(day, timeZone);
    ofDays.set(day, offset);
    return offset;
  };
  return (moment) => {
    const day = startOfDay(moment);
    const offset = at(day);
    return offset === at(day + DAY) ? offset : undefined;
  };
}

/** Tells of the date that begins at a moment of UTC. */
function dateOf(at: Instant): Omit<WallHour, 'isNight'> {
  const day = utcDate(at);
  const date = PlainDateFns.fromString(day, getISO);
  const week = String(PlainDateFns.weekOfYear(date)).padStart(2, '0');
  return {
    day,
    week: `${PlainDateFns.yearOfWeek(date)}-W${week}`,
    isWeekend: PlainDateFns.dayOfWeek(date) > 5,
  };
}
