import { type BudgetDay, blindTime, isOver, NO_DAYS } from '../../objective/day.ts';
import type { Objective } from '../../objective/objective.ts';
import type { Instant } from '../../time/instant.ts';
import { type Assessment, Draft } from '../draft.ts';
import { entryOf } from '../entry.ts';
import type { RuleSet } from '../rule-set.ts';
import type { SubjectState } from '../subject.ts';
import { entriesOf } from './budgets.ts';
import { type BudgetMonthEntry, budgetMonthId, monthOf, type SpentBy } from './month.ts';
import type { ObjectiveEntry } from './state.ts';

/** A day of a budget that is over, and for how long it was blind. */
export interface OverDay {
  /** The key of the budget. */
  readonly key: string;
  readonly subject: string;
  readonly day: BudgetDay;
  readonly blind: number;
}

/**
 * Returns until when the days of the budgets of an objective are over; before all time if none is.
 * It may be asked each minute, since it asks no calendar.
 */
export function overUntil(
  objective: Objective,
  stored: Pick<SubjectState, 'series'> | undefined,
  now: Instant,
): Instant {
  const over = entriesOf(objective, stored).flatMap(([, entry]) => overOf(entry, now));
  return over.reduce((last, { to }) => Math.max(last, to), Number.NEGATIVE_INFINITY);
}

function overOf({ days = NO_DAYS }: ObjectiveEntry, now: Instant): readonly BudgetDay[] {
  return days.all.filter((day) => isOver(day, now));
}

/** Returns the days that are over of the budgets of an objective, by the item of their month. */
export function daysOver(
  objective: Objective,
  stored: Pick<SubjectState, 'series'> | undefined,
  { timeZone }: RuleSet,
  now: Instant,
): ReadonlyMap<string, readonly OverDay[]> {
  const over = entriesOf(objective, stored).flatMap(([key, entry]) => {
    const { subject } = entry;
    const known = overOf(entry, now);
    return known.map((day): OverDay => {
      const blind = blindTime(known, day, objective.blindAfter);
      return { key, subject, day, blind };
    });
  });
  return Map.groupBy(over, ({ day }) => budgetMonthId(objective.name, monthOf(day.from, timeZone)));
}

/** Returns those days that their month does not have yet. */
export function notKept<Day extends OverDay>(
  month: Pick<SubjectState, 'series'> | undefined,
  over: readonly Day[],
): readonly Day[] {
  return over.filter(({ key, day }) => {
    const entry = entryOf('budget-month', month?.series[key]);
    return !entry?.days.some(({ from }) => from === day.from);
  });
}

/** Returns what incidents took of the days that a month has, of all its budgets. */
export function spentIn({ series }: Pick<SubjectState, 'series'>): BudgetMonthEntry['spentBy'] {
  return Object.values(series).flatMap((entry) => entryOf('budget-month', entry)?.spentBy ?? []);
}

/** A day to be kept, with what incidents took of it. */
export interface NewDay extends OverDay {
  readonly spentBy: readonly SpentBy[];
}

/** Takes days into their month. Those that it has stay as they are. */
export function keepDays(
  stored: SubjectState | undefined,
  { item, objective, days }: KeptIn,
  rules: RuleSet,
  now: Instant,
): Assessment {
  const draft = new Draft(item, stored, now);
  for (const one of notKept(stored, days)) {
    const known = entryOf('budget-month', draft.get(one.key));
    draft.put(one.key, withDay(known ?? begun(objective, one.subject), one));
  }
  return draft.close(rules);
}

interface KeptIn {
  readonly item: string;
  readonly objective: Objective;
  readonly days: readonly NewDay[];
}

function begun({ name }: Objective, subject: string): BudgetMonthEntry {
  return { kind: 'budget-month', objective: name, subject, days: [], spentBy: [] };
}

/** How many parts of days are told of a month: each day's largest come first. */
const MOST_SPENT = 60;

function withDay(month: BudgetMonthEntry, { day, blind, spentBy }: NewDay): BudgetMonthEntry {
  const { from, to, tally } = day;
  const days = [...month.days, { from, to, tally, blind }];
  const spent = [...month.spentBy, ...spentBy.map((one) => ({ ...one, day: from }))];
  return {
    ...month,
    days: days.sort((a, b) => a.from - b.from),
    spentBy: spent.sort((a, b) => b.bad - a.bad).slice(0, MOST_SPENT),
  };
}
