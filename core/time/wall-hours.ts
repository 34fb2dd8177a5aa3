import { getISO } from 'temporal-polyfill/fns/Calendar';
import * as PlainDateFns from 'temporal-polyfill/fns/PlainDate';
import { clockTime } from './clock-time.ts';
import { type Duration, type Instant, MINUTE } from './instant.ts';

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

/** Tells moments on the wall clock of a zone; each quarter of an hour is asked once. */
export function wallHours(timeZone: string): (at: Instant) => WallHour {
  const known = new Map<number, WallHour>();
  return (at) => {
    const quarter = Math.floor(at / QUARTER);
    const found = known.get(quarter);
    if (found !== undefined) {
      return found;
    }
    const [day = '', time = ''] = clockTime(at, timeZone).split(' ');
    const date = PlainDateFns.fromString(day, getISO);
    const week = String(PlainDateFns.weekOfYear(date)).padStart(2, '0');
    const told = {
      day,
      week: `${PlainDateFns.yearOfWeek(date)}-W${week}`,
      isNight: time >= NIGHT.from || time < NIGHT.to,
      isWeekend: PlainDateFns.dayOfWeek(date) > 5,
    };
    known.set(quarter, told);
    return told;
  };
}
