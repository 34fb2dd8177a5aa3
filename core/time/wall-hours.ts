import { clockTime } from './clock-time.ts';
import { DAY, type Duration, type Instant, MINUTE } from './instant.ts';

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
    const midnight = Date.parse(day);
    const told = {
      day,
      week: isoWeek(midnight),
      isNight: time >= NIGHT.from || time < NIGHT.to,
      isWeekend: weekday(midnight) > 5,
    };
    known.set(quarter, told);
    return told;
  };
}

/** From Monday (1) to Sunday (7). */
function weekday(midnight: Instant): number {
  // The first of January 1970 was a Thursday.
  return ((midnight / DAY + 3) % 7) + 1;
}

/** A week is of the year in which its Thursday lies. */
function isoWeek(midnight: Instant): string {
  const thursday = midnight + (4 - weekday(midnight)) * DAY;
  const year = new Date(thursday).getUTCFullYear();
  const week = 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * DAY));
  return `${year}-W${String(week).padStart(2, '0')}`;
}
