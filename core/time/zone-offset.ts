import { clockTime } from './clock-time.ts';
import { DAY, type Duration, type Instant, MINUTE } from './instant.ts';
import type { Interval } from './interval.ts';

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

/** Returns the first minutes of a span at which the clocks of a zone show another offset. */
export function clockChanges(timeZone: string, { from, to }: Interval): readonly Instant[] {
  const changes: Instant[] = [];
  for (let week = from; week < to; week += 7 * DAY) {
    const end = Math.min(week + 7 * DAY, to);
    if (offsetAt(week, timeZone) !== offsetAt(end, timeZone)) {
      changes.push(changeBetween(week, end, timeZone));
    }
  }
  return changes;
}

/**
 * Returns the moment at which the wall clock of a zone shows a time, which is given as if it were
 * UTC: the first, if it shows it twice. One that is skipped comes right after the skip (`after`),
 * or later by as much as is skipped (`later`).
 */
export function momentShowing(
  shown: Instant,
  timeZone: string,
  skipped: 'after' | 'later',
): Instant {
  const first = shown - offsetAt(shown - DAY, timeZone);
  if (first + offsetAt(first, timeZone) === shown) {
    return first;
  }
  const second = shown - offsetAt(shown + DAY, timeZone);
  if (second + offsetAt(second, timeZone) === shown) {
    return second;
  }
  return skipped === 'later' ? first : changeBetween(second, first, timeZone);
}
