import { entriesOf } from '#core/evaluation/objective/budgets.ts';
import { budgetKey, objectiveItemId, TOGETHER } from '#core/evaluation/objective/item.ts';
import { budgetMonthId, monthOf, type SpentBy } from '#core/evaluation/objective/month.ts';
import type { ObjectiveEntry } from '#core/evaluation/objective/state.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { Incident } from '#core/incident/incident.ts';
import { spentBy } from '#core/incident/spent-by.ts';
import { type BudgetDay, blindTime, daysByNow, NO_DAYS } from '#core/objective/day.ts';
import type { KeptDay } from '#core/objective/history.ts';
import type { Objective } from '#core/objective/objective.ts';
import { calendarPeriod } from '#core/objective/period.ts';
import { countingOf } from '#core/objective/tally.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import type { Interval } from '#core/time/interval.ts';
import { incidentsHeld } from './incidents-held.ts';
import { loadReadable } from './load-readable.ts';
import type { Ports } from './ports.ts';

/** What is known of the days of a budget. */
export interface BudgetHistory {
  readonly subject: string;
  /** The days of the time that was asked for, and the months that it lies in, oldest first. */
  readonly days: readonly KeptDay[];
  /** What incidents took on those days: bad minutes, or samples. */
  readonly spentBy: readonly (SpentBy & { readonly day: Instant })[];
  /** The days that its item has, to the minute. */
  readonly recent: readonly BudgetDay[];
}

export interface ObjectiveHistory {
  readonly stored: SubjectState | undefined;
  /** The history of each budget, by its subject. */
  readonly budgets: ReadonlyMap<string, BudgetHistory>;
  /** Something of it is stored, and cannot be read. */
  readonly isUnreadable: boolean;
}

/**
 * Reads the days of the budgets of an objective, those that are kept by month and those that are
 * not over: an item for each month, and incidents only where one of the last days had something
 * bad. Keep the returned function.
 */
export function budgetHistory(ports: Pick<Ports, 'subjects' | 'incidents'>, config: Config) {
  const { timeZone } = config;
  const heldIn = incidentsHeld(ports.incidents);
  return async (objective: Objective, span: Interval, now: Instant): Promise<ObjectiveHistory> => {
    const item = objectiveItemId(objective.name);
    const months = monthsOf(span, timeZone).map((month) => budgetMonthId(objective.name, month));
    const { found, unreadable } = await loadReadable(ports.subjects.load, [item, ...months]);
    const stored = found.get(item);
    const kept = keptIn(
      objective,
      months.flatMap((month) => found.get(month) ?? []),
    );
    const last = (subject: string) => kept.get(subject)?.days.at(-1)?.to ?? 0;
    const open = new Map<string, OpenBudget>();
    for (const [, entry] of entriesOf(objective, stored)) {
      const recent = recentOf(objective, entry, timeZone, now);
      const days = recent.filter(({ from }) => from < span.to && from >= last(entry.subject));
      open.set(entry.subject, { recent, days });
    }
    const bad = [...open.values()].flatMap(({ days }) => days.flatMap((day) => day.bad));
    const before = [...kept.values()].flatMap((one) => one.spentBy);
    const held = await heldIn(bad, before, now);
    const subjects = new Set([...kept.keys(), ...open.keys()]);
    const budgets = [...subjects].map((subject): [string, BudgetHistory] => {
      const known = kept.get(subject) ?? NOTHING_KEPT;
      const { recent, days } = open.get(subject) ?? { recent: [], days: [] };
      const one = { objective, subject, recent };
      return [
        subject,
        {
          ...{ subject, recent },
          days: [...known.days, ...days.map((day) => withBlind(one, day, now))],
          spentBy: [...known.spentBy, ...days.flatMap((day) => spentOn(one, day, held, now))],
        },
      ];
    });
    return { stored, budgets: new Map(ofSubjects(budgets)), isUnreadable: unreadable.size > 0 };
  };
}

type Kept = Pick<BudgetHistory, 'days' | 'spentBy'>;

const NOTHING_KEPT: Kept = { days: [], spentBy: [] };

/** The days of a budget by now, and those of them that no month has yet. */
interface OpenBudget {
  readonly recent: readonly BudgetDay[];
  readonly days: readonly BudgetDay[];
}

/** Returns the months of a calendar that a time lies in. */
function monthsOf({ from, to }: Interval, timeZone: string): readonly string[] {
  const months: string[] = [];
  for (let at = from; at < to; at = calendarPeriod(at, 'month', timeZone).to) {
    months.push(monthOf(at, timeZone));
  }
  return months;
}

/** Of a month in which something else was counted only what is counted today is told. */
function keptIn(objective: Objective, months: readonly SubjectState[]): ReadonlyMap<string, Kept> {
  const counting = countingOf(objective);
  const kept = new Map<string, Kept>();
  for (const { series } of months) {
    for (const [key, entry] of Object.entries(series)) {
      if (entry.kind === 'budget-month' && key === budgetKey(counting, entry.subject)) {
        const before = kept.get(entry.subject) ?? NOTHING_KEPT;
        kept.set(entry.subject, {
          days: [...before.days, ...entry.days],
          spentBy: [...before.spentBy, ...entry.spentBy],
        });
      }
    }
  }
  return kept;
}

function recentOf(
  objective: Objective,
  { days = NO_DAYS, state, since }: ObjectiveEntry,
  timeZone: string,
  now: Instant,
): readonly BudgetDay[] {
  return daysByNow({ objective, timeZone, since }, days, state.minutes, now);
}

type Recent = Pick<BudgetHistory, 'subject' | 'recent'> & { readonly objective: Objective };

function withBlind({ objective, recent }: Recent, day: BudgetDay, now: Instant): KeptDay {
  const { from, to, tally } = day;
  const past = { from, to: Math.min(to, now) };
  return { from, to, tally, blind: blindTime(recent, past, objective.blindAfter) };
}

function spentOn(
  { objective, subject }: Recent,
  { from, bad }: BudgetDay,
  held: readonly Incident[],
  now: Instant,
): BudgetHistory['spentBy'] {
  const spent = spentBy({ objective, subject, bad }, held, now);
  return spent.map((one) => ({ ...one, day: from }));
}

/** The budget of which nobody knows yet whose it will be is none beside others. */
function ofSubjects<Value>(
  budgets: readonly (readonly [string, Value])[],
): readonly (readonly [string, Value])[] {
  const others = budgets.filter(([subject]) => subject !== TOGETHER);
  return others.length === 0 ? budgets : others;
}
