import * as PlainDateTimeFns from 'temporal-polyfill/fns/PlainDateTime';
import { DAY, type Duration, type Instant } from '../time/instant.ts';
import type { Interval } from '../time/interval.ts';
import { momentOf, wallTime } from '../time/wall-clock.ts';
import type { CalendarUnit, ObjectiveWindow } from './objective.ts';

/** A window without a zone, on which its length does not depend. */
export type UnzonedWindow =
  | Extract<ObjectiveWindow, { kind: 'rolling' }>
  | Omit<Extract<ObjectiveWindow, { kind: 'calendar' }>, 'timeZone'>;

const MONTHS: Readonly<Record<CalendarUnit, number>> = { month: 1, quarter: 3 };

/**
 * Returns the month or quarter of a calendar in which a moment lies, by the clocks of the zone: one
 * in which the clocks are set is an hour shorter or longer.
 */
export function calendarPeriod(at: Instant, unit: CalendarUnit, timeZone: string): Interval {
  const { year, month } = wallTime(at, timeZone);
  const months = MONTHS[unit];
  const first = PlainDateTimeFns.create(year, month - ((month - 1) % months), 1);
  const next = PlainDateTimeFns.addMonths(first, months);
  return { from: momentOf(first, timeZone), to: momentOf(next, timeZone) };
}

/** Returns the day of a calendar in which a moment lies, by the clocks of the zone. */
export function calendarDay(at: Instant, timeZone: string): Interval {
  const { year, month, day } = wallTime(at, timeZone);
  const first = PlainDateTimeFns.create(year, month, day);
  const next = PlainDateTimeFns.addDays(first, 1);
  return { from: momentOf(first, timeZone), to: momentOf(next, timeZone) };
}

/** Returns the length of the longest window: of months 31 days, of quarters 92. */
export function longestWindow(window: UnzonedWindow): Duration {
  if (window.kind === 'rolling') {
    return window.length;
  }
  return (window.unit === 'month' ? 31 : 92) * DAY;
}

/** Returns the length of the shortest window: of months 28 days, of quarters 90. */
export function shortestWindow(window: UnzonedWindow): Duration {
  if (window.kind === 'rolling') {
    return window.length;
  }
  return (window.unit === 'month' ? 28 : 90) * DAY;
}
