/** A moment: milliseconds since the Unix epoch, UTC. */
export type Instant = number;

/** The last moment of a JavaScript date. */
export const END_OF_TIME: Instant = 8_640_000_000_000_000;

/** A duration in milliseconds. */
export type Duration = number;

export const SECOND: Duration = 1_000;
export const MINUTE: Duration = 60 * SECOND;
export const HOUR: Duration = 60 * MINUTE;
export const DAY: Duration = 24 * HOUR;

/** Returns the UTC date of a moment: `2026-11-28`. */
export function utcDate(at: Instant): string {
  return new Date(at).toISOString().slice(0, 'YYYY-MM-DD'.length);
}

/** Returns when the UTC day of a moment begins. */
export function startOfDay(at: Instant): Instant {
  return Math.floor(at / DAY) * DAY;
}
