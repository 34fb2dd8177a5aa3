import { getISO } from 'temporal-polyfill/fns/Calendar';
import * as InstantFns from 'temporal-polyfill/fns/Instant';
import * as PlainDateTimeFns from 'temporal-polyfill/fns/PlainDateTime';
import * as ZonedDateTimeFns from 'temporal-polyfill/fns/ZonedDateTime';

/** What the clocks of a zone show at a moment, as a field takes it: `2026-11-24T19:00`. */
export function wallTime(moment: number, zone: string): string {
  const wall = ZonedDateTimeFns.toPlainDateTime(zoned(moment, zone));
  return PlainDateTimeFns.toString(wall).slice(0, 16);
}

/**
 * The moment at which the clocks of a zone show this; undefined where it is no time. What they skip
 * is as much later, and of what they show twice it is the first: as with hand-offs.
 */
export function momentOf(wall: string, zone: string): number | undefined {
  try {
    const time = PlainDateTimeFns.fromString(wall, getISO);
    return PlainDateTimeFns.toZonedDateTime(time, zone).epochMilliseconds;
  } catch {
    return undefined;
  }
}

export function zoned(moment: number, zone: string) {
  return InstantFns.toZonedDateTimeISO(InstantFns.fromEpochMilliseconds(moment), zone);
}

/** A moment as an address tells it, in UTC so that it means the same in each zone. */
export function isoMinute(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 16)}Z`;
}

/** A moment of an address; undefined where there is none, or it is no time. */
export function momentIn(text: string | null): number | undefined {
  const moment = Date.parse(text ?? '');
  return Number.isFinite(moment) ? moment : undefined;
}
