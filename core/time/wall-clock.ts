import * as InstantFns from 'temporal-polyfill/fns/Instant';
import * as PlainDateTimeFns from 'temporal-polyfill/fns/PlainDateTime';
import * as ZonedDateTimeFns from 'temporal-polyfill/fns/ZonedDateTime';
import type { Instant } from './instant.ts';

/** Returns the wall clock time of a zone at a moment. */
export function wallTime(at: Instant, timeZone: string): PlainDateTimeFns.Record {
  const zoned = InstantFns.toZonedDateTimeISO(InstantFns.fromEpochMilliseconds(at), timeZone);
  return ZonedDateTimeFns.toPlainDateTime(zoned);
}

/**
 * Returns the moment of a wall clock time of a zone. A skipped time is later by as much as is
 * skipped, one that is shown twice is the first (RFC 5545, and Temporal's `compatible`).
 */
export function momentOf(wall: PlainDateTimeFns.Record, timeZone: string): Instant {
  const options = { disambiguation: 'compatible' } as const;
  return PlainDateTimeFns.toZonedDateTime(wall, timeZone, options).epochMilliseconds;
}

/** Formats a moment so that people and machines can read it, in UTC: `2026-03-29T01:00:00Z`. */
export function isoTime(at: Instant): string {
  return InstantFns.toString(InstantFns.fromEpochMilliseconds(at));
}
