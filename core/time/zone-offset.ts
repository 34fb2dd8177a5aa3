import { clockTime } from './clock-time.ts';
import { type Duration, type Instant, MINUTE } from './instant.ts';

/**
 * Returns the offset of a zone from UTC, in whole minutes. It does without Temporal, whose polyfill
 * is 55 KB that ingest needs for nothing else.
 */
export function offsetAt(at: Instant, timeZone: string): Duration {
  const minute = Math.floor(at / MINUTE) * MINUTE;
  return Date.parse(`${clockTime(minute, timeZone).replace(' ', 'T')}Z`) - minute;
}

/**
 * Returns the first minute after `from`, and `to` at the latest, with the offset that is in force
 * at `to`.
 */
export function changeBetween(from: Instant, to: Instant, timeZone: string): Instant {
  const offset = offsetAt(to, timeZone);
  let [before, after] = [Math.floor(from / MINUTE), Math.floor(to / MINUTE)];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle * MINUTE, timeZone) === offset) {
      after = middle;
    } else {
      before = middle;
    }
  }
  return after * MINUTE;
}
