import type { Instant } from '#core/time/instant.ts';

const RFC_3339 =
  /^\d{4}-(?:0[1-9]|1[0-2])-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d\d:\d\d)$/;

/**
 * Parses a sender's time: RFC 3339, optionally without seconds, or a number of milliseconds since
 * 1970. Undefined if it is neither.
 */
export function parseTime(time: unknown): Instant | undefined {
  if (typeof time === 'number') {
    return Number.isFinite(time) ? Math.round(time) : undefined;
  }
  if (typeof time !== 'string') {
    return undefined;
  }
  if (!RFC_3339.test(time) || !isInMonth(time)) {
    return undefined;
  }
  const at = Date.parse(IN_CAPITALS.test(time) ? time : time.replace(' ', 'T').toUpperCase());
  return Number.isNaN(at) ? undefined : at;
}

/**
 * Parses the same from senders whose offset lacks the colon of RFC 3339:
 * `2026-05-04T07:00:00.000+0000`.
 */
export function parseLenientTime(time: unknown): Instant | undefined {
  return parseTime(typeof time === 'string' ? time.replace(/([+-]\d\d)(\d\d)$/, '$1:$2') : time);
}

/** Most senders write it so, and then no copy is made. */
const IN_CAPITALS = /T.*[Z\d]$/;

/** Whether the month of a time of this form has its day: `Date.parse` takes 30 February. */
function isInMonth(time: string): boolean {
  const day = Number(time.slice(8, 10));
  return day <= 28 || day <= daysOf(Number(time.slice(0, 4)), Number(time.slice(5, 7)));
}

/** The length of a month. */
function daysOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
