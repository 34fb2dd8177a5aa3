import { type Restriction, WEEKDAYS } from '#core/oncall/schedule.ts';

type Weekday = (typeof WEEKDAYS)[number];

export const DAY_MINUTES = 24 * 60;
export const WEEK_MINUTES = 7 * DAY_MINUTES;

/** A span of each week: when it begins, in minutes from Monday 00:00, and its length in minutes. */
export interface WeeklySpan {
  readonly from: number;
  readonly minutes: number;
}

/** Returns the day of the week, from Monday, by its name in any letters: `monday`, `MO`, `Mon`. */
export function dayNumber(name: string): number {
  return WEEKDAYS.findIndex((day) => day.startsWith(name.slice(0, 2).toLowerCase()));
}

/** Returns the day of the week, from Monday, of a date: `2026-01-05` is a Monday, 0. */
export function dayOfDate(date: string): number {
  return (new Date(Date.parse(date)).getUTCDay() + 6) % 7;
}

/** Returns spans of each day; a whole day or more is always, which is no restriction. */
export function daily(from: number, minutes: number): readonly Restriction[] {
  if (minutes >= DAY_MINUTES) {
    return [];
  }
  return [{ days: [], from: timeOf(from), to: endOf(from + minutes) }];
}

/**
 * Returns spans of each week as our layers have them: none is longer than a day, so that longer
 * ones are cut at midnight. Always is no restriction.
 */
export function weekly(spans: readonly WeeklySpan[]): readonly Restriction[] {
  if (spans.some(({ minutes }) => minutes >= WEEK_MINUTES)) {
    return [];
  }
  const cut = spans.flatMap(cutAtMidnight);
  const byHours = Map.groupBy(cut, ({ from, minutes }) => {
    const start = from % DAY_MINUTES;
    return `${timeOf(start)} ${endOf(start + minutes)}`;
  });
  const grouped = [...byHours].map(([hours, same]) => {
    const [from = '', to = ''] = hours.split(' ');
    const on = new Set(same.map((span) => Math.floor(span.from / DAY_MINUTES) % 7));
    const days: readonly Weekday[] = WEEKDAYS.filter((_, day) => on.has(day));
    return { days: days.length === WEEKDAYS.length ? [] : days, from, to };
  });
  const isAlways = grouped.some(({ days, from, to }) => days.length === 0 && isWholeDay(from, to));
  return isAlways ? [] : grouped;
}

function isWholeDay(from: string, to: string): boolean {
  return from === to || (from === '00:00' && to === '24:00');
}

function cutAtMidnight({ from, minutes }: WeeklySpan): readonly WeeklySpan[] {
  if (minutes <= DAY_MINUTES) {
    return [{ from, minutes }];
  }
  const first = DAY_MINUTES - (from % DAY_MINUTES);
  const rest = minutes - first;
  const next = Math.floor(from / DAY_MINUTES + 1) * DAY_MINUTES;
  const pieces = Array.from({ length: Math.ceil(rest / DAY_MINUTES) }, (_, day) => ({
    from: next + day * DAY_MINUTES,
    minutes: Math.min(DAY_MINUTES, rest - day * DAY_MINUTES),
  }));
  return [{ from, minutes: first }, ...pieces];
}

/** Returns the minutes from 00:00 of a time of day: `08:00:00`, `8:00`. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Returns a time of day, from the minutes since some midnight. */
function timeOf(minutes: number): string {
  const inDay = minutes % DAY_MINUTES;
  return `${two(Math.floor(inDay / 60))}:${two(inDay % 60)}`;
}

/** Midnight at the end of the day on which a span begins is written `24:00`. */
function endOf(minutes: number): string {
  return minutes === DAY_MINUTES ? '24:00' : timeOf(minutes);
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
