import { DAY, HOUR, type Instant, MINUTE } from './instant.ts';
import type { RecurrenceRule, RuleWeekday } from './recurrence-rule.ts';

/** A rule without a time for this long never comes: 29 February may be a Sunday after 40 years. */
const MAX_GAP = 50 * 366 * DAY;

/**
 * Yields the times of a rule from `from` on, in their order, for as long as there are any. All are
 * times of the wall clock, as if that were UTC; `start` is the DTSTART, which gives what the rule
 * leaves open. COUNT and UNTIL are the caller's.
 */
export function* timesByRule(
  rule: RecurrenceRule,
  start: Instant,
  from: Instant,
): Generator<Instant, void> {
  let earliest = Math.max(start, from);
  const whole = completed(rule, new Date(start));
  for (let index = Math.max(0, periodAt(whole, start, earliest)); ; index++) {
    const [begin, end] = periodOf(whole, start, index);
    if (begin > earliest + MAX_GAP) {
      return;
    }
    const times = end <= earliest ? [] : timesIn(whole, begin, end);
    for (const time of times.filter((one) => one >= earliest)) {
      yield time;
      earliest = time;
    }
  }
}

/** What a rule does not say is as in its start: RFC 5545, section 3.3.10. */
function completed(rule: RecurrenceRule, start: Date): RecurrenceRule {
  const { frequency, months, monthDays, weekdays, hours, minutes } = rule;
  const saysDays = monthDays.length > 0 || weekdays.length > 0;
  const isOfYear = frequency === 'YEARLY' && !saysDays && months.length === 0;
  const isOfMonth = (frequency === 'YEARLY' || frequency === 'MONTHLY') && !saysDays;
  const isOfWeek = frequency === 'WEEKLY' && !saysDays;
  return {
    ...rule,
    hours: hours.length > 0 ? hours : [start.getUTCHours()],
    minutes: minutes.length > 0 ? minutes : [start.getUTCMinutes()],
    ...(isOfYear && { months: [start.getUTCMonth() + 1] }),
    ...(isOfMonth && { monthDays: [start.getUTCDate()] }),
    ...(isOfWeek && { weekdays: [{ day: start.getUTCDay() }] }),
  };
}

/** The number of the period, from that of the start, in which or before which a time lies. */
function periodAt(rule: RecurrenceRule, start: Instant, at: Instant): number {
  const [begin] = periodOf(rule, start, 0);
  const [first, then] = [new Date(begin), new Date(at)];
  const years = then.getUTCFullYear() - first.getUTCFullYear();
  const periods = {
    DAILY: (at - begin) / DAY,
    WEEKLY: (at - begin) / (7 * DAY),
    MONTHLY: 12 * years + then.getUTCMonth() - first.getUTCMonth(),
    YEARLY: years,
  }[rule.frequency];
  return Math.floor(periods / rule.interval);
}

/** The day, week, month or year with this number that counts for a rule. */
function periodOf(
  { frequency, interval, weekStart }: RecurrenceRule,
  start: Instant,
  index: number,
): readonly [Instant, Instant] {
  const day = Math.floor(start / DAY) * DAY;
  const date = new Date(day);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const by = index * interval;
  switch (frequency) {
    case 'DAILY':
      return [day + by * DAY, day + (by + 1) * DAY];
    case 'WEEKLY': {
      const first = day - ((date.getUTCDay() - weekStart + 7) % 7) * DAY;
      return [first + 7 * by * DAY, first + 7 * (by + 1) * DAY];
    }
    case 'MONTHLY':
      return [Date.UTC(year, month + by), Date.UTC(year, month + by + 1)];
    case 'YEARLY':
      return [Date.UTC(year + by, 0), Date.UTC(year + by + 1, 0)];
  }
}

/** All times of a period, in their order. */
function timesIn(rule: RecurrenceRule, begin: Instant, end: Instant): readonly Instant[] {
  const { hours, minutes, positions } = rule;
  const times: Instant[] = [];
  for (let day = begin; day < end; day += DAY) {
    if (isOn(rule, new Date(day))) {
      for (const hour of hours) {
        times.push(...minutes.map((minute) => day + hour * HOUR + minute * MINUTE));
      }
    }
  }
  if (positions.length === 0) {
    return times;
  }
  const placed = positions.map((place) => times.at(place > 0 ? place - 1 : place));
  return [...new Set(placed.filter((time) => time !== undefined))].sort((a, b) => a - b);
}

function isOn({ frequency, months, monthDays, weekdays }: RecurrenceRule, date: Date): boolean {
  if (months.length > 0 && !months.includes(date.getUTCMonth() + 1)) {
    return false;
  }
  const isOfMonth = frequency === 'MONTHLY' || months.length > 0;
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  if (monthDays.length > 0 && !monthDays.includes(day) && !monthDays.includes(day - last - 1)) {
    return false;
  }
  const [begin, end] = isOfMonth
    ? [Date.UTC(year, month), Date.UTC(year, month + 1)]
    : [Date.UTC(year, 0), Date.UTC(year + 1, 0)];
  const before = (date.getTime() - begin) / DAY;
  const behind = (end - date.getTime()) / DAY - 1;
  return weekdays.length === 0 || weekdays.some((one) => isWeekday(one, date, before, behind));
}

/** Whether it is such a weekday, with so many days of its month or year before and behind it. */
function isWeekday({ day, nth }: RuleWeekday, date: Date, before: number, behind: number): boolean {
  const isNth =
    nth === undefined || nth === Math.floor(before / 7) + 1 || nth === -Math.floor(behind / 7) - 1;
  return isNth && date.getUTCDay() === day;
}
