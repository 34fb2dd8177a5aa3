import type { ReportDayEntry } from '../evaluation/report-day/day.ts';
import { HOUR, type Instant, startOfDay } from '../time/instant.ts';

/** How far what reports are made of is kept. */
export interface ReportProgress {
  /** The days before this are kept. */
  readonly until: Instant;
  /** Turns are kept until then. */
  readonly turns: Instant;
  /** Days of which some incidents may still change. */
  readonly unsettled: readonly Instant[];
}

/** What was done of it. */
export interface ReportStep extends Partial<ReportProgress> {
  /** Days of which no incident may change any more. */
  readonly settled?: readonly Instant[];
}

/** Returns how far days are kept. Before anything was, it begins with the day and hour of now. */
export function reportProgress(known: ReportDayEntry | undefined, now: Instant): ReportProgress {
  return known === undefined
    ? { until: startOfDay(now), turns: Math.floor(now / HOUR) * HOUR, unsettled: [] }
    : {
        until: known.to,
        turns: known.columns['turns']?.[0] ?? known.to,
        unsettled: known.columns['unsettled'] ?? [],
      };
}

/** Notes what was done: another clock may have come as far, or further. */
export function progressed(
  known: ReportDayEntry | undefined,
  { until = 0, turns = 0, unsettled = [], settled = [] }: ReportStep,
  now: Instant,
): ReportDayEntry {
  const before = reportProgress(known, now);
  const open = new Set([...before.unsettled, ...unsettled]);
  for (const day of settled) {
    open.delete(day);
  }
  const to = Math.max(before.until, until);
  return {
    ...{ kind: 'report-day', from: known?.from ?? to, to, names: [], pending: [], parts: 1 },
    columns: { turns: [Math.max(before.turns, turns)], unsettled: [...open] },
  };
}
