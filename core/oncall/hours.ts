import * as PlainDateFns from 'temporal-polyfill/fns/PlainDate';
import * as PlainDateTimeFns from 'temporal-polyfill/fns/PlainDateTime';
import * as PlainTimeFns from 'temporal-polyfill/fns/PlainTime';
import { DAY, type Instant } from '../time/instant.ts';
import { coalesce, type Interval, intersect, subtract } from '../time/interval.ts';
import { momentOf, wallTime } from '../time/wall-clock.ts';
import { type Layer, type Restriction, WEEKDAYS } from './schedule.ts';

/** Returns when a layer applies within a window: by its restrictions, and not by its exceptions. */
export function appliedHours(
  { restrictions, exceptions = [] }: Pick<Layer, 'restrictions' | 'exceptions'>,
  timeZone: string,
  window: Interval,
): Interval[] {
  const open = openHours(restrictions, timeZone, window);
  return exceptions.length === 0 ? open : subtract(open, openHours(exceptions, timeZone, window));
}

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
        from: momentOf(at(day, restriction.from), timeZone),
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
function daysAround(window: Interval, timeZone: string): PlainDateFns.Record[] {
  const dayOf = (moment: Instant) => PlainDateTimeFns.toPlainDate(wallTime(moment, timeZone));
  const first = dayOf(window.from - 2 * DAY);
  const count = PlainDateFns.diffDays(first, dayOf(window.to + DAY));
  return Array.from({ length: count + 1 }, (_, days) => PlainDateFns.addDays(first, days));
}

function appliesOn({ days, dates }: Restriction, day: PlainDateFns.Record): boolean {
  const weekday = WEEKDAYS[PlainDateFns.dayOfWeek(day) - 1];
  return (
    (days.length === 0 || days.some((named) => named === weekday)) &&
    (dates === undefined || dates.includes(PlainDateFns.toString(day)))
  );
}

function endOf({ from, to }: Restriction, day: PlainDateFns.Record): PlainDateTimeFns.Record {
  const nextDay = PlainDateFns.addDays(day, 1);
  if (to === '24:00') {
    return at(nextDay, '00:00');
  }
  return at(to <= from ? nextDay : day, to);
}

function at(day: PlainDateFns.Record, time: string): PlainDateTimeFns.Record {
  return PlainDateFns.toPlainDateTime(day, PlainTimeFns.fromString(time));
}
