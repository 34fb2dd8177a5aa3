import { Temporal } from 'temporal-polyfill';
import type { Instant } from './instant.ts';

/** Returns the wall clock time of a zone at a moment. */
export function wallTime(at: Instant, timeZone: string): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDateTime();
}

/**
 * Returns the moment of a wall clock time of a zone. A skipped time is later by as much as is
 * skipped, one that is shown twice is the first (RFC 5545, and Temporal's `compatible`).
 */
export function momentOf(wall: Temporal.PlainDateTime, timeZone: string): Instant {
  return wall.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds;
}

/** Formats a moment so that people and machines can read it, in UTC: `2026-03-29T01:00:00Z`. */
export function isoTime(at: Instant): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString();
}
