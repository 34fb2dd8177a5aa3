import * as PlainDateTimeFns from 'temporal-polyfill/fns/PlainDateTime';
import type { Alert } from '../../alert/alert.ts';
import type { KeptDay } from '../../objective/history.ts';
import { OWN_ITEMS } from '../../sample/validate-sample.ts';
import type { Instant } from '../../time/instant.ts';
import { momentOf, wallTime } from '../../time/wall-clock.ts';
import { keptAsIncidents, keptKind } from '../kept-kind.ts';

/** What an incident took of a budget on one day: bad minutes, or samples. */
export interface SpentBy {
  readonly incident: string;
  readonly bad: number;
}

/** The days of a month of a budget that are over, and which incidents spent it on which of them. */
export interface BudgetMonthEntry {
  readonly kind: 'budget-month';
  readonly objective: string;
  /** `TOGETHER`, if all subjects share it. */
  readonly subject: string;
  readonly days: readonly KeptDay[];
  /** By the day that it is of, which is known by when it began. */
  readonly spentBy: readonly (SpentBy & { readonly day: Instant })[];
  readonly alert?: Alert;
  readonly assertedAt?: Instant;
}

/** Returns the month of the calendar in which a moment lies: `2026-10`. */
export function monthOf(at: Instant, timeZone: string): string {
  const { year, month } = wallTime(at, timeZone);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
}

/** Returns when a month of the calendar begins; undefined if the text is none: `2026-10`. */
export function monthStart(text: string, timeZone: string): Instant | undefined {
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])$/u.exec(text) ?? [];
  return year === undefined
    ? undefined
    : momentOf(PlainDateTimeFns.create(Number(year), Number(month), 1), timeZone);
}

/**
 * Returns the item of a month of an objective: the days of all its budgets, so that a year is a
 * dozen reads. Its entries have the keys of the budgets (`budgetKey`).
 */
export function budgetMonthId(objective: string, month: string): string {
  return `${OWN_ITEMS}slo-month:${objective}:${month}`;
}

/** The kind of what is kept of a budget: as long as the incidents that spent it. */
export const BUDGET_MONTH = keptKind<BudgetMonthEntry>({
  about: ({ objective }) => ({ rule: objective, metric: '', labels: {} }),
  texts: ({ subject, spentBy }) => [subject, ...spentBy.map(({ incident }) => incident)],
  counted: ({ days, spentBy }) => 4 * days.length + spentBy.length,
  due: ({ days }, rules) => keptAsIncidents(days.at(-1)?.to ?? 0, rules),
});
