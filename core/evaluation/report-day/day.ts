import type { Alert } from '../../alert/alert.ts';
import { sum } from '../../collections/sum.ts';
import { OWN_ITEMS } from '../../sample/validate-sample.ts';
import { END_OF_TIME, type Instant } from '../../time/instant.ts';
import { isoTime } from '../../time/wall-clock.ts';
import type { Kind } from '../kind.ts';
import type { RuleSet } from '../rule-set.ts';

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
  /** How many items the day takes. The first is saved last, so that where it is, all are. */
  readonly parts: number;
  readonly alert?: Alert;
  readonly assertedAt?: Instant;
}

/** The item that says how far days are kept. */
export const REPORT_PROGRESS = `${OWN_ITEMS}report:progress`;

/** Returns the item of a UTC day, or of a further part of it (from 1). */
export function reportDayId(of: KeptFacts, day: Instant, part = 0): string {
  const date = isoTime(day).slice(0, 10);
  return `${OWN_ITEMS}report:${of}:${date}${part === 0 ? '' : `:${part}`}`;
}

/** The kind of what is kept for reports: it alerts nobody, and is swept. */
export const REPORT_DAY: Kind<ReportDayEntry> = {
  about: () => ({ rule: '', metric: '', labels: {} }),
  phase: () => 'healthy',
  since: () => undefined,
  rank: () => 'watched',
  texts: ({ names, pending }) => [...names, ...pending],
  counted: ({ columns }) => sum(Object.values(columns).map(({ length }) => length)),
  newestSample: () => 0,
  lastValue: () => undefined,
  // What was does not move with the clock.
  moved: (entry) => entry,
  due: sweptAt,
  reconcile(edits, rules, key, entry) {
    if (sweptAt(entry, rules) <= edits.now) {
      edits.drop(key);
    }
  },
};

/** It is kept as long as the incidents of its time: for ever is until the end of time. */
function sweptAt({ to }: ReportDayEntry, { incidentsKept }: RuleSet): Instant {
  return incidentsKept === null ? END_OF_TIME : to + incidentsKept;
}
