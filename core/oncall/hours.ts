import { DAY } from '../time/instant.ts';
import { coalesce, type Interval, intersect } from '../time/interval.ts';
import {
  dayOf,
  momentOf,
  timeOfDay,
  type WallTime,
  wallTime,
  weekdayOf,
} from '../time/wall-clock.ts';
import { type Restriction, WEEKDAYS } from './schedule.ts';

/**
 * Returns when any of the restrictions allows a layer to apply, within a window. No restrictions:
 * always.
 */
export function openHours(
  restrictions: readonly Restriction[],
  timeZone: string,
  window: Interval,
): Interval[] {
  if (restrictions.length === 0) {
    return [window];
  }
  const hours = daysAround(window, timeZone).flatMap((day) =>
    restrictions
      .filter((restriction) => appliesOn(restriction, day))
      .map((restriction) => ({
        from: momentOf(day + timeOfDay(restriction.from), timeZone),
        to: momentOf(endOf(restriction, day), timeZone),
      })),
  );
  const sorted = hours.filter((span) => span.from < span.to).sort((a, b) => a.from - b.from);
  const union = coalesce(sorted, (a, b) => ({ from: a.from, to: Math.max(a.to, b.to) }));
  return intersect(union, [window], (_, __, common) => common);
}

/**
 * The days whose hours may touch the window: those of the day before may end in it, and a zone may
 * have skipped or repeated a day.
 */
function daysAround(window: Interval, timeZone: string): WallTime[] {
  const first = dayOf(wallTime(window.from - 2 * DAY, timeZone));
  const last = dayOf(wallTime(window.to + DAY, timeZone));
  return Array.from({ length: (last - first) / DAY + 1 }, (_, days) => first + days * DAY);
}

function appliesOn(restriction: Restriction, day: WallTime): boolean {
  const weekday = WEEKDAYS[weekdayOf(day)];
  return restriction.days.length === 0 || restriction.days.some((named) => named === weekday);
}

function endOf({ from, to }: Restriction, day: WallTime): WallTime {
  return day + timeOfDay(to) + (to <= from ? DAY : 0);
}
