import {
  type CronError,
  type CronField,
  type CronValue,
  DAYS,
  HOURS,
  MINUTES,
  MONTHS,
  parseCronField,
  WEEKDAYS,
} from './cron-field.ts';
import { DAY, type Duration, HOUR, type Instant, MINUTE } from './instant.ts';

/** A parsed cron expression. */
export interface CronExpression {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: ReadonlySet<CronValue>;
  readonly months: ReadonlySet<CronValue>;
  readonly weekdays: ReadonlySet<CronValue>;
  /** Whether a day must match both day fields, and not just either. */
  readonly bothDays: boolean;
  /**
   * Whether it runs by the minute or the hour, in real time, whatever the wall clock does. A job at
   * times of day runs once if the wall clock shows its time twice, and late if it is skipped.
   */
  readonly regular: boolean;
}

const NICKNAMES: Readonly<Record<string, string>> = {
  '@YEARLY': '0 0 1 1 *',
  '@ANNUALLY': '0 0 1 1 *',
  '@MONTHLY': '0 0 1 * *',
  '@WEEKLY': '0 0 * * 0',
  '@DAILY': '0 0 * * *',
  '@MIDNIGHT': '0 0 * * *',
  '@HOURLY': '0 * * * *',
};

const FIELDS: readonly CronField[] = [MINUTES, HOURS, DAYS, MONTHS, WEEKDAYS];

/**
 * An expression without a match for this long never matches: a date falls on a given weekday after
 * 40 years.
 */
export const MAX_CRON_GAP: Duration = 50 * 366 * DAY;

/**
 * Parses five fields or a nickname, as Debian's cron and Healthchecks do. Both day fields must
 * match if one of them begins with `*` (crontab(5) says so of `*` alone; the program checks the
 * first character), and otherwise either.
 */
export function parseCronExpression(text: string): CronExpression | CronError {
  const capitals = text.trim().toUpperCase();
  const parts = (NICKNAMES[capitals] ?? capitals).split(/\s+/u).filter((part) => part !== '');
  if (parts.length !== FIELDS.length) {
    return wrongCount(capitals, parts.length);
  }
  const read: (readonly CronValue[])[] = [];
  for (const [index, field] of FIELDS.entries()) {
    const values = parseCronField(field, parts[index] ?? '');
    if ('reason' in values) {
      return values;
    }
    read.push(values);
  }
  const [minutes = [], hours = [], days = [], months = [], weekdays = []] = read;
  const [minute = '', hour = '', day = '', , weekday = ''] = parts;
  const cron: CronExpression = {
    minutes: ascending(minutes),
    hours: ascending(hours),
    days: new Set(days),
    months: new Set(months),
    weekdays: new Set(weekdays.map((value) => (value === 7 ? 0 : value))),
    bothDays: day.startsWith('*') || weekday.startsWith('*'),
    regular: minute.startsWith('*') || hour.startsWith('*'),
  };
  return Number.isFinite(nextShown(cron, 0)) ? cron : NEVER;
}

const NEVER: CronError = {
  reason: 'it never comes',
  hint: 'its day, month and weekday meet on no date, as with the 31st of February',
};

function wrongCount(text: string, count: number): CronError {
  const hint =
    'minute, hour, day, month, weekday: "30 3 * * *" is every day at 03:30; or @hourly, @daily, @weekly, @monthly, @yearly';
  if (text.startsWith('@')) {
    return { reason: 'it is none of the nicknames that name a time', hint };
  }
  const seconds = count === 6 ? ', and knows no seconds' : '';
  return { reason: `it has ${count} of the five fields that cron has${seconds}`, hint };
}

/**
 * Returns the first time from `from` on at which it runs; infinite if there is none. Both are wall
 * clock times, treated as UTC.
 */
export function nextShown(cron: CronExpression, from: Instant): Instant {
  const until = from + MAX_CRON_GAP;
  let day = Math.floor(from / DAY) * DAY;
  while (day < until) {
    const date = new Date(day);
    if (!cron.months.has(date.getUTCMonth() + 1)) {
      day = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
      continue;
    }
    const time = runsOn(cron, date) ? timeOfDay(cron, from - day) : undefined;
    if (time !== undefined) {
      return day + time;
    }
    day += DAY;
  }
  return Infinity;
}

function timeOfDay({ hours, minutes }: CronExpression, from: number): number | undefined {
  for (const hour of hours) {
    for (const minute of minutes) {
      if (hour * HOUR + minute * MINUTE >= from) {
        return hour * HOUR + minute * MINUTE;
      }
    }
  }
  return undefined;
}

function runsOn(cron: CronExpression, date: Date): boolean {
  const [number, weekday] = [date.getUTCDate(), date.getUTCDay()];
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0));
  const byDay =
    cron.days.has(number) ||
    (cron.days.has('L') && number === last.getUTCDate()) ||
    (cron.days.has('LW') && number === lastWorkday(last));
  const byWeekday =
    cron.weekdays.has(weekday) ||
    cron.weekdays.has(`${weekday}#${Math.ceil(number / 7)}`) ||
    (cron.weekdays.has(`${weekday}L`) && number + 7 > last.getUTCDate());
  return cron.bothDays ? byDay && byWeekday : byDay || byWeekday;
}

function lastWorkday(last: Date): number {
  const weekday = last.getUTCDay();
  return last.getUTCDate() - (weekday === 0 ? 2 : weekday === 6 ? 1 : 0);
}

function ascending(values: readonly CronValue[]): number[] {
  return [...new Set(values.map(Number))].sort((a, b) => a - b);
}
