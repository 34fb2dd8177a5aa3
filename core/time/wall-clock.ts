import { DAY, HOUR, type Instant, MINUTE, SECOND } from './instant.ts';
import { offsetAt } from './zone-offset.ts';

/**
 * What a clock on the wall shows: the milliseconds from 1970 to that date and time, as if the clock
 * were one of UTC. Differences of two are lengths on the wall clock: each of its days has 24 hours.
 */
export type WallTime = number;

/** Returns the wall clock time of a zone at a moment. */
export function wallTime(at: Instant, timeZone: string): WallTime {
  return at + offsetAt(at, timeZone);
}

/**
 * Returns the moment of a wall clock time of a zone. A skipped time is later by as much as is
 * skipped, one that is shown twice is the first (RFC 5545, and Temporal's `compatible`).
 */
export function momentOf(wall: WallTime, timeZone: string): Instant {
  const byOffsetBefore = wall - offsetAt(wall - DAY, timeZone);
  if (wallTime(byOffsetBefore, timeZone) === wall) {
    return byOffsetBefore;
  }
  const byOffsetAfter = wall - offsetAt(wall + DAY, timeZone);
  return wallTime(byOffsetAfter, timeZone) === wall ? byOffsetAfter : byOffsetBefore;
}

/** As `momentOf`, but a time that is shown twice is the second. */
export function lastMomentOf(wall: WallTime, timeZone: string): Instant {
  const byOffsetAfter = wall - offsetAt(wall + DAY, timeZone);
  return wallTime(byOffsetAfter, timeZone) === wall ? byOffsetAfter : momentOf(wall, timeZone);
}

/** Returns the beginning of the day that a wall clock shows. */
export function dayOf(wall: WallTime): WallTime {
  return Math.floor(wall / DAY) * DAY;
}

/** Returns 0 for a Monday to 6 for a Sunday. */
export function weekdayOf(wall: WallTime): number {
  // 1 January 1970 was a Thursday.
  return (((Math.floor(wall / DAY) + 3) % 7) + 7) % 7;
}

/** Returns the beginning of a date, `YYYY-MM-DD`; undefined if the calendar does not have it. */
export function readDate(text: string): WallTime | undefined {
  const day = Date.parse(`${text}T00:00Z`);
  // Without the comparison 30 February would be a day in March. The calendar has no year 0.
  const isDate = !Number.isNaN(day) && new Date(day).toISOString().slice(0, 10) === text;
  return isDate && !text.startsWith('0000') ? day : undefined;
}

/**
 * Returns how far into its day a time of day is, `HH:MM`, `HH:MM:SS` or with a fraction, of which
 * milliseconds count; `24:00` is the end of the day.
 */
export function timeOfDay(text: string): WallTime {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number);
  return hours * HOUR + minutes * MINUTE + Math.floor(seconds * SECOND);
}

/** Formats a moment so that people and machines can read it, in UTC: `2026-03-29T01:00:00Z`. */
export function isoTime(at: Instant): string {
  return new Date(at).toISOString().replace(/\.?0*Z$/, 'Z');
}
