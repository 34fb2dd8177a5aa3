import { type Duration, HOUR, type Instant, MINUTE } from '../time/instant.ts';
import type { Interval } from '../time/interval.ts';
import type { BadSpan, BudgetDay } from './day.ts';
import { type Budget, badTime, leftOf } from './judge.ts';
import { allowedTime, type Objective } from './objective.ts';
import { burnRate, type Pair } from './pairs.ts';
import { NOTHING, plus, type Tally } from './ring.ts';

/** What a day of a budget came to. */
export type DayTally = Pick<BudgetDay, 'from' | 'to' | 'tally'>;

/** A day that is over, as it is kept. */
export interface KeptDay extends DayTally {
  /** For how long it was blind. */
  readonly blind: Duration;
}

/** The share of a budget that was left at a moment. */
export interface BudgetPoint {
  readonly at: Instant;
  readonly left: number;
}

/** Returns the sum of those days that lie in a time, or reach into it. */
export function sumOfDays(days: readonly DayTally[], { from, to }: Interval): Tally {
  const inside = days.filter((day) => from < day.to && day.from < to);
  return inside.reduce<Tally>((sum, { tally }) => plus(sum, tally), NOTHING);
}

/**
 * Returns what was left of a budget when its window began, or the budget did, at the end of each
 * day since, and by now. Of a window that rolls it takes the days of twice as long; of those that
 * are not known, nothing was measured.
 */
export function budgetSeries(
  objective: Objective,
  days: readonly DayTally[],
  budget: Budget,
  now: Instant,
): readonly BudgetPoint[] {
  const isRolling = objective.window.kind === 'rolling';
  const length = budget.to - budget.from;
  const over = days.filter(
    ({ from, to }) => budget.from < to && to < now && from >= budget.from - length,
  );
  const points = over.map(({ to }): BudgetPoint => {
    // A day that is an hour shorter or longer, as clocks are set, is still one of as many days.
    const from = isRolling ? to - length + HOUR : budget.from;
    const tally = sumOfDays(days, { from, to });
    const allowed = allowedTime(objective, length - tally.excluded * MINUTE);
    return { at: to, left: leftOf({ allowed, spent: badTime(tally) }) };
  });
  const begun = isRolling ? Math.max(days[0]?.from ?? now, budget.from) : budget.from;
  // Of a window that rolls something may have been spent when it began.
  const isYoung = !isRolling || begun > budget.from;
  const whole = isYoung && begun < now ? [{ at: begun, left: 1 }] : [];
  return [...whole, ...points, { at: now, left: leftOf(budget) }];
}

/** How fast a budget burned: the burn rates of both windows of a pair, at even distances. */
export interface BurnSeries {
  readonly pair: Pair;
  /** The rate from which on it alerts. */
  readonly from: number;
  readonly at: readonly Instant[];
  readonly long: readonly number[];
  readonly short: readonly number[];
}

/** The shortest window, so that each of them is seen. */
const STEP: Duration = 5 * MINUTE;

/** For how long burn rates are told. */
const BACK: Duration = 24 * HOUR;

/**
 * Returns the burn rates of a pair over the last day, by the stretches of bad minutes that are
 * known: the days must reach back for its long window more. Of samples it is as if those of a day
 * had come evenly.
 */
export function burnSeries(
  objective: Objective,
  pair: Pair,
  { days, length }: { readonly days: readonly BudgetDay[]; readonly length: Duration },
  now: Instant,
): BurnSeries {
  const times = length / allowedTime(objective, length);
  const last = Math.floor(now / MINUTE) * MINUTE;
  const at = Array.from({ length: BACK / STEP + 1 }, (_, i) => last - BACK + i * STEP);
  const spans = days.flatMap(({ bad, tally }) => bad.map((span) => timed(span, tally)));
  const rate = (span: Duration) => (end: Instant) =>
    (badWithin(spans, { from: end - span, to: end }) / span) * times;
  return {
    pair,
    from: burnRate(pair, length),
    at,
    long: at.map(rate(pair.long)),
    short: at.map(rate(pair.short)),
  };
}

/** Returns a stretch with what was bad as time. */
function timed({ bad, ...span }: BadSpan, { good, bad: all, minutes }: Tally): BadSpan {
  return { ...span, bad: ((bad * minutes) / Math.max(bad, good + all)) * MINUTE };
}

function badWithin(spans: readonly BadSpan[], { from, to }: Interval): number {
  return spans.reduce((sum, span) => {
    const common = Math.min(to, span.to) - Math.max(from, span.from);
    return common > 0 ? sum + span.bad * (common / (span.to - span.from)) : sum;
  }, 0);
}
