import { type Duration, type Instant, MINUTE } from '../time/instant.ts';
import type { Interval } from '../time/interval.ts';
import { calendarDay } from './period.ts';
import { NOTHING, plus, type Ring, type Tally } from './ring.ts';
import { type Counting, counted } from './state.ts';
import { TALLIED_FOR } from './tally.ts';

/** A stretch of minutes in which something was bad, and how much was: minutes, or samples. */
export interface BadSpan extends Interval {
  readonly bad: number;
}

/** What a budget counted on one day of the platform's calendar, since it was watched. */
export interface BudgetDay extends Interval {
  readonly tally: Tally;
  /** When something was measured, or excluded; gaps of less than `LEAST_GAP` are none. */
  readonly heard: readonly Interval[];
  readonly bad: readonly BadSpan[];
}

/** The days that the item of an objective knows, the oldest first. */
export interface BudgetDays {
  /** Minutes before this one are in them: they change no more. */
  readonly until: Instant;
  readonly all: readonly BudgetDay[];
}

export const NO_DAYS: BudgetDays = { until: 0, all: [] };

/** Returns how many parts of days are stored. */
export function dayCount({ all }: BudgetDays): number {
  return all.reduce((sum, { heard, bad }) => sum + 4 + heard.length + bad.length, 0);
}

/**
 * A budget is blind after five minutes at the earliest (`blind_after`), so shorter gaps tell
 * nothing.
 */
const LEAST_GAP: Duration = 5 * MINUTE;

/**
 * Of each day so many stretches are told apart: then those that are nearest to each other become
 * one. A hundred budgets lie in one item.
 */
const MOST_SPANS = 12;

/** The longest window of a pair is three days, and its burn rate is drawn for one more. */
const DAYS_KEPT = 5;

/** Whether every minute of a day is counted: none of them changes any more. */
export function isOver({ to }: Interval, now: Instant): boolean {
  return settledUntil(now) >= to;
}

/** Samples that are later than this count nowhere. */
function settledUntil(now: Instant): Instant {
  return Math.floor(now / MINUTE) * MINUTE - TALLIED_FOR;
}

/**
 * Leaves out days after a moment, by a clock that was ahead. Minutes that were taken into a day are
 * not taken again.
 */
export function daysWithoutAhead({ until, all }: BudgetDays, now: Instant): BudgetDays {
  return { until: Math.min(until, now), all: all.filter(({ from }) => from <= now) };
}

/** By what a minute is taken into its day. */
export interface Settling {
  readonly objective: Counting;
  /** The zone whose days they are. */
  readonly timeZone: string;
  /** Since when the budget is watched. */
  readonly since: Instant;
}

/**
 * Takes minutes that change no more into their days. Returns the same days if there are none and
 * no new day has begun.
 */
export function settle(
  { objective, timeZone, since }: Settling,
  known: BudgetDays,
  minutes: Ring,
  now: Instant,
): BudgetDays {
  const until = settledUntil(now);
  if (until <= known.until) {
    return known;
  }
  const days = withMinutes({ objective, timeZone, since }, known, minutes, until);
  const isBegun = until > since && (days.at(-1)?.to ?? 0) < until;
  const all = isBegun ? [...days, dayAt(until - 1, timeZone, since)] : days;
  return all === known.all ? known : { until, all: all.slice(-DAYS_KEPT) };
}

/**
 * Returns the days with all that is known by now, also of minutes that may still change: for
 * reading.
 */
export function daysByNow(
  settling: Settling,
  known: BudgetDays,
  minutes: Ring,
  now: Instant,
): readonly BudgetDay[] {
  return withMinutes(settling, known, minutes, now);
}

function withMinutes(
  { objective, timeZone, since }: Settling,
  known: BudgetDays,
  minutes: Ring,
  until: Instant,
): readonly BudgetDay[] {
  let { all } = known;
  for (const slot of minutes) {
    const at = slot.index * MINUTE;
    if (known.until <= at && at < until) {
      const last = all.at(-1);
      const day = last === undefined || last.to <= at ? dayAt(at, timeZone, since) : last;
      all = [
        ...(day === last ? all.slice(0, -1) : all),
        withMinute(day, at, counted(objective, slot)),
      ];
    }
  }
  return all;
}

/** The day of a moment begins when the budget is watched, if that is within it. */
function dayAt(at: Instant, timeZone: string, since: Instant): BudgetDay {
  const day = calendarDay(at, timeZone);
  const from = Math.max(day.from, Math.min(since, at));
  return { from, to: day.to, tally: NOTHING, heard: [], bad: [] };
}

function withMinute(day: BudgetDay, at: Instant, tally: Tally): BudgetDay {
  const minute = { from: at, to: at + MINUTE };
  const isHeard = tally.minutes + tally.excluded > 0;
  return {
    ...day,
    tally: plus(day.tally, tally),
    heard: isHeard ? appended(day.heard, minute, LEAST_GAP, joined) : day.heard,
    bad: tally.bad > 0 ? appended(day.bad, { ...minute, bad: tally.bad }, 1, joinedBad) : day.bad,
  };
}

const joined = ({ from }: Interval, { to }: Interval): Interval => ({ from, to });

const joinedBad = (one: BadSpan, other: BadSpan): BadSpan => ({
  ...joined(one, other),
  bad: one.bad + other.bad,
});

/** Appends a stretch, or joins it to the last if the gap between them is less than `gap`. */
function appended<Span extends Interval>(
  spans: readonly Span[],
  next: Span,
  gap: Duration,
  join: (one: Span, other: Span) => Span,
): readonly Span[] {
  const last = spans.at(-1);
  if (last !== undefined && next.from - last.to < gap) {
    return [...spans.slice(0, -1), join(last, next)];
  }
  const all = [...spans, next];
  return all.length > MOST_SPANS ? nearestJoined(all, join) : all;
}

function nearestJoined<Span extends Interval>(
  spans: readonly Span[],
  join: (one: Span, other: Span) => Span,
): readonly Span[] {
  const gaps = spans.slice(1).map((span, i) => span.from - (spans[i] as Span).to);
  const at = gaps.indexOf(Math.min(...gaps));
  return spans.toSpliced(at, 2, join(spans[at] as Span, spans[at + 1] as Span));
}

/**
 * Returns for how long nothing could be said within a time: from `blindAfter` after the last
 * measured minute until the next. Time that is excluded is none of it.
 * @param days as they follow each other; the first may be earlier than `span`
 */
export function blindTime(
  days: readonly Pick<BudgetDay, 'from' | 'heard'>[],
  span: Interval,
  blindAfter: Duration | null,
): Duration {
  if (blindAfter === null) {
    return 0;
  }
  let heard = days[0]?.from ?? span.from;
  let blind = 0;
  const until = (next: Instant) => {
    const from = Math.max(heard + blindAfter, span.from);
    blind += Math.max(0, Math.min(next, span.to) - from);
  };
  for (const { from, to } of days.flatMap(({ heard: spans }) => spans)) {
    until(from);
    heard = Math.max(heard, to);
  }
  until(span.to);
  return blind;
}
