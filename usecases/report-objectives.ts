import { TOGETHER } from '#core/evaluation/objective/item.ts';
import { monthOf } from '#core/evaluation/objective/month.ts';
import { sumOfDays } from '#core/objective/history.ts';
import { badTime } from '#core/objective/judge.ts';
import { allowedTime, type Objective, targetShare } from '#core/objective/objective.ts';
import { calendarPeriod } from '#core/objective/period.ts';
import type { Config } from '#core/team/config.ts';
import { type Duration, type Instant, MINUTE } from '#core/time/instant.ts';
import type { Interval } from '#core/time/interval.ts';
import { type BudgetHistory, budgetHistory } from './budget-history.ts';
import { type BudgetSpent, budgetSpent } from './budget-spent.ts';
import { allInParallel } from './in-parallel.ts';
import type { Ports } from './ports.ts';

/** How many objectives are read at once. */
const AT_ONCE = 10;

/** What a month of a budget came to. */
export interface BudgetMonth {
  readonly objective: Objective;
  readonly subject?: string;
  /** The share that is promised to be good. */
  readonly target: number;
  /** The share of what was measured that was good; undefined if nothing was. */
  readonly good?: number;
  /** How long it was bad, and may be in its own window, or in this month if that is its window. */
  readonly bad: Duration;
  readonly allowed: Duration;
  /** How much of the month is known, and of that: measured, excluded, blind. */
  readonly watched: Duration;
  readonly measured: Duration;
  readonly excluded: Duration;
  readonly blind: Duration;
  /** Reads which incidents made it bad. */
  readonly readSpent: () => Promise<BudgetSpent>;
}

/**
 * What a month came to. `swept`: it is longer ago than it is kept. Objectives of which nothing is
 * known in it have no budget, and are named in `unknown`; those that cannot be read are named in
 * `unreadable`.
 */
export interface ObjectivesReport extends Interval {
  readonly month: string;
  readonly swept: boolean;
  readonly isOver: boolean;
  readonly budgets: readonly BudgetMonth[];
  readonly unknown: readonly string[];
  readonly unreadable: readonly string[];
}

/** Reports a month of all objectives, by when it began: a read for each. Keep the function. */
export function reportObjectives(ports: Pick<Ports, 'subjects' | 'incidents'>, config: Config) {
  const { objectives = [], timeZone, retention } = config;
  const readHistory = budgetHistory(ports, config);
  return async (at: Instant, now: Instant): Promise<ObjectivesReport> => {
    const month = calendarPeriod(at, 'month', timeZone);
    const swept = retention.incidents !== null && month.to + retention.incidents <= now;
    const read = await allInParallel(swept ? [] : objectives, AT_ONCE, async (objective) => {
      const { budgets, isUnreadable } = await readHistory(objective, month, now);
      const known = [...budgets.values()]
        .filter(({ days }) => days.some(within(month)))
        .sort((a, b) => (a.subject < b.subject ? -1 : 1));
      const months = known.map((history) =>
        monthOfBudget(ports, objective, history, { month, now }),
      );
      return { objective, isUnreadable, budgets: months };
    });
    const names = (some: typeof read) => some.map(({ objective }) => objective.name);
    return {
      ...{ ...month, month: monthOf(month.from, timeZone), swept, isOver: month.to <= now },
      budgets: read.flatMap(({ budgets }) => budgets),
      unknown: names(read.filter(({ budgets, isUnreadable }) => !isUnreadable && !budgets.length)),
      unreadable: names(read.filter(({ isUnreadable }) => isUnreadable)),
    };
  };
}

/** Days lie in the month in which they begin. */
function within({ from, to }: Interval): (day: Interval) => boolean {
  return (day) => from <= day.from && day.from < to;
}

function monthOfBudget(
  ports: Pick<Ports, 'incidents'>,
  objective: Objective,
  { subject, days, spentBy }: BudgetHistory,
  { month, now }: { readonly month: Interval; readonly now: Instant },
): BudgetMonth {
  const inside = days.filter(within(month));
  const tally = sumOfDays(inside, month);
  const sum = (of: (day: BudgetHistory['days'][number]) => Duration) =>
    inside.reduce((total, day) => total + of(day), 0);
  const [bad, excluded] = [badTime(tally), tally.excluded * MINUTE];
  const length = windowLength(objective, month);
  const events = tally.good + tally.bad;
  return {
    objective,
    ...(subject !== TOGETHER && { subject }),
    target: targetShare(objective, length),
    ...(events > 0 && { good: tally.good / events }),
    bad,
    allowed: allowedTime(objective, length - excluded),
    watched: sum(({ from, to }) => Math.min(to, now) - from),
    measured: tally.minutes * MINUTE,
    excluded,
    blind: sum(({ blind }) => blind),
    readSpent: () => budgetSpent(ports, { days: inside, spentBy }, { ...month, tally, spent: bad }),
  };
}

/** The length of the window of a budget: of a calendar's, that in which the month lies. */
function windowLength({ window }: Objective, month: Interval): Duration {
  if (window.kind === 'rolling') {
    return window.length;
  }
  const { from, to } = calendarPeriod(month.from, window.unit, window.timeZone);
  return to - from;
}
