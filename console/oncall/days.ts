import { getISO } from 'temporal-polyfill/fns/Calendar';
import * as PlainDateFns from 'temporal-polyfill/fns/PlainDate';
import * as ZonedDateTimeFns from 'temporal-polyfill/fns/ZonedDateTime';
import { wallTime, zoned } from '../frame/wall-clock.ts';

/** A span of time, in ms: up to but not including `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A day of a zone, `2026-11-24`: 23 or 25 hours long where the clocks change. */
export interface Day extends Span {
  readonly date: string;
}

const parse = (date: string) => PlainDateFns.fromString(date, getISO);

/** Whether it is a day, as `2026-11-24`: an address may hold anything. */
export function isDate(text: string): boolean {
  try {
    return /^\d{4}-\d\d-\d\d$/u.test(text) && parse(text) !== undefined;
  } catch {
    return false;
  }
}

export function plusDays(date: string, days: number): string {
  return PlainDateFns.toString(PlainDateFns.addDays(parse(date), days));
}

export function plusMonths(date: string, months: number): string {
  return PlainDateFns.toString(PlainDateFns.addMonths(parse(date), months));
}

/** Days in a row, each from its midnight to the next. */
export function daysFrom(date: string, count: number, zone: string): readonly Day[] {
  const first = parse(date);
  const midnight = (days: number) =>
    PlainDateFns.toZonedDateTime(PlainDateFns.addDays(first, days), zone).epochMilliseconds;
  return Array.from({ length: count }, (_, days) => ({
    date: plusDays(date, days),
    from: midnight(days),
    to: midnight(days + 1),
  }));
}

/** The week in which a day lies, from Monday on. */
export function weekOf(date: string, zone: string): readonly Day[] {
  return daysFrom(mondayOf(date), 7, zone);
}

/** The whole weeks in which a month lies. */
export function weeksOfMonth(date: string, zone: string): readonly (readonly Day[])[] {
  const first = PlainDateFns.startOfMonth(parse(date));
  const monday = mondayOf(PlainDateFns.toString(first));
  const days = PlainDateFns.diffDays(parse(monday), PlainDateFns.addMonths(first, 1));
  return Array.from({ length: Math.ceil(days / 7) }, (_, week) =>
    daysFrom(plusDays(monday, 7 * week), 7, zone),
  );
}

function mondayOf(date: string): string {
  return plusDays(date, 1 - PlainDateFns.dayOfWeek(parse(date)));
}

/** The day that it is in a zone at a moment. */
export function dateAt(moment: number, zone: string): string {
  return wallTime(moment, zone).slice(0, 10);
}

/** The same time of the day, days later. */
export function daysLater(moment: number, days: number, zone: string): number {
  return ZonedDateTimeFns.addDays(zoned(moment, zone), days).epochMilliseconds;
}

/** How far a zone is ahead of UTC at a moment, in ns. */
export function offsetAt(moment: number, zone: string): number {
  return ZonedDateTimeFns.offsetNanoseconds(zoned(moment, zone));
}
