import { clockTime } from '../time/clock-time.ts';
import type { Instant } from '../time/instant.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * A moment as a page has room for it: `03:14`, or `12 Mar 03:14` where that is not the day of `now`
 * in the zone.
 */
export function momentText(at: Instant, now: Instant, timeZone: string): string {
  const [date = '', time = ''] = clockTime(at, timeZone).split(' ');
  if (clockTime(now, timeZone).startsWith(date)) return time;
  const [, month, day] = date.split('-').map(Number);
  return `${day} ${MONTHS[(month ?? 1) - 1]} ${time}`;
}
