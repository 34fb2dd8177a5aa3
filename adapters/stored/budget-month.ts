import type { BudgetMonthEntry } from '#core/evaluation/objective/month.ts';
import { listOf, number, object, text } from './shape.ts';

/** The days of a month in columns, a number for each day; and what incidents spent. */
export interface StoredBudgetMonth {
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly good: readonly number[];
  readonly bad: readonly number[];
  readonly minutes: readonly number[];
  readonly excluded: readonly number[];
  /** In ms. */
  readonly blind: readonly number[];
  readonly spentBy: BudgetMonthEntry['spentBy'];
}

const NUMBERS = listOf<number>(number);

export const MONTH = object<StoredBudgetMonth>({
  from: NUMBERS,
  to: NUMBERS,
  good: NUMBERS,
  bad: NUMBERS,
  minutes: NUMBERS,
  excluded: NUMBERS,
  blind: NUMBERS,
  spentBy: listOf<BudgetMonthEntry['spentBy'][number]>(
    object({ day: number, incident: text, bad: number }),
    ['day', 'incident'],
  ),
});

export function monthToStored({ days, spentBy }: BudgetMonthEntry): StoredBudgetMonth {
  return {
    from: days.map(({ from }) => from),
    to: days.map(({ to }) => to),
    good: days.map(({ tally }) => tally.good),
    bad: days.map(({ tally }) => tally.bad),
    minutes: days.map(({ tally }) => tally.minutes),
    excluded: days.map(({ tally }) => tally.excluded),
    blind: days.map(({ blind }) => blind),
    spentBy,
  };
}

export function monthFromStored(
  { rule, subject = '' }: { readonly rule: string; readonly subject?: string },
  { spentBy, ...columns }: StoredBudgetMonth,
): BudgetMonthEntry {
  const at = (column: readonly number[], i: number) => column[i] ?? 0;
  const days = columns.from.map((from, i) => ({
    from,
    to: at(columns.to, i),
    tally: {
      good: at(columns.good, i),
      bad: at(columns.bad, i),
      minutes: at(columns.minutes, i),
      excluded: at(columns.excluded, i),
    },
    blind: at(columns.blind, i),
  }));
  return { kind: 'budget-month', objective: rule, subject, days, spentBy };
}
