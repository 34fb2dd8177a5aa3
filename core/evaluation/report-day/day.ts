import type { Alert } from '../../alert/alert.ts';
import { sum } from '../../collections/sum.ts';
import { OWN_ITEMS } from '../../sample/validate-sample.ts';
import { type Instant, utcDate } from '../../time/instant.ts';
import { keptAsIncidents, keptKind } from '../kept-kind.ts';

/** What is kept of each day: how people responded to incidents, whom pages went to, whose turn. */
export type KeptFacts = 'responses' | 'pages' | 'turns';

/** A table in columns, since row by row it would take three times as much. */
export interface DayTable {
  /** The texts of its rows, each once: a number in a column of texts is a place here. */
  readonly names: readonly string[];
  /** One number for each row. */
  readonly columns: Readonly<Record<string, readonly number[]>>;
}

/**
 * What reports are made of, of one UTC day or a part of it. A row has its moment, so that days are
 * drawers only: nights and weeks are those of whatever zone is asked for.
 */
export interface ReportDayEntry extends DayTable {
  readonly kind: 'report-day';
  readonly from: Instant;
  /** Until when it is of; that of turns grows while the day passes. */
  readonly to: Instant;
  /** Incidents of the day that may still change: whoever reads the day reads them themselves. */
  readonly pending: readonly string[];
  /**
   * How many items the day takes. The first is saved last, so that where it is, all are; with 0 in
   * it the day was taken back, and counts as not kept.
   */
  readonly parts: number;
  readonly alert?: Alert;
  readonly assertedAt?: Instant;
}

/** Whether a day is kept, by its first item. */
export function isKept(first: ReportDayEntry | undefined): first is ReportDayEntry {
  return first !== undefined && first.parts > 0;
}

/** The item that says how far days are kept. */
export const REPORT_PROGRESS = `${OWN_ITEMS}report:progress`;

/** Returns the item of a UTC day, or of a further part of it (from 1). */
export function reportDayId(of: KeptFacts, day: Instant, part = 0): string {
  return `${OWN_ITEMS}report:${of}:${utcDate(day)}${part === 0 ? '' : `:${part}`}`;
}

/** The kind of what is kept for reports: as long as the incidents of its time. */
export const REPORT_DAY = keptKind<ReportDayEntry>({
  about: () => ({ rule: '', metric: '', labels: {} }),
  texts: ({ names, pending }) => [...names, ...pending],
  counted: ({ columns }) => sum(Object.values(columns).map(({ length }) => length)),
  due: ({ to }, rules) => keptAsIncidents(to, rules),
});
