import { clockTime } from '../time/clock-time.ts';
import { formatDuration } from '../time/duration.ts';
import { type Instant, MINUTE } from '../time/instant.ts';
import { zoneLabel } from '../time/zone-label.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * Formats a moment in a page with its time zone: `03:14 CET`, or `12 Mar 03:14 CET` if that is not
 * the day of `now` in the zone.
 */
export function momentText(at: Instant, now: Instant, timeZone: string): string {
  return `${bareMoment(at, now, timeZone)} ${zoneLabel(at, timeZone)}`;
}

/** Formats it without the zone, if an SMS has no room. */
export function bareMoment(at: Instant, now: Instant, timeZone: string): string {
  const [date = '', time = ''] = clockTime(at, timeZone).split(' ');
  if (clockTime(now, timeZone).startsWith(date)) {
    return time;
  }
  const [, month, day] = date.split('-').map(Number);
  return `${day} ${MONTHS[(month ?? 1) - 1]} ${time}`;
}

/** Formats how long ago that was, `35m` or `2d3h4m`; undefined if it is less than a minute. */
export function elapsedText(at: Instant, now: Instant): string | undefined {
  return now - at < MINUTE ? undefined : formatDuration(Math.floor((now - at) / MINUTE) * MINUTE);
}
