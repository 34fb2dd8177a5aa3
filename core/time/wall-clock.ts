import { Temporal } from 'temporal-polyfill';
import type { Instant } from './instant.ts';

/** What the clocks of a zone show at a moment. */
export function wallTime(at: Instant, timeZone: string): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDateTime();
}

/**
 * The moment at which the clocks of a zone show a time. A time that they skip is as much later as
 * they skip, one that they show twice is the first (RFC 5545, and Temporal's `compatible`).
 */
export function momentOf(wall: Temporal.PlainDateTime, timeZone: string): Instant {
  return wall.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds;
}

/** A moment as people and machines can both read it, in UTC: `2026-03-29T01:00:00Z`. */
export function isoTime(at: Instant): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString();
}
