import type { Instant } from '../../time/instant.ts';
import { type Assessment, Draft } from '../draft.ts';
import { entryOf } from '../entry.ts';
import type { RuleSet } from '../rule-set.ts';
import type { SubjectState } from '../subject.ts';
import type { ReportDayEntry } from './day.ts';

/** The key of the entry in its item. */
const KEY = 'day';

/** Returns the day that an item has. */
export function reportDayIn(
  stored: Pick<SubjectState, 'series'> | undefined,
): ReportDayEntry | undefined {
  return entryOf('report-day', stored?.series[KEY]);
}

/**
 * Decides what an item has: `change` gets what it has now, and returns that, or nothing, where it
 * stays.
 */
export function changeReportDay(
  { item, stored }: { readonly item: string; readonly stored: SubjectState | undefined },
  change: (known: ReportDayEntry | undefined) => ReportDayEntry | undefined,
  rules: RuleSet,
  now: Instant,
): Assessment {
  const draft = new Draft(item, stored, now);
  const known = entryOf('report-day', draft.get(KEY));
  const changed = change(known);
  if (changed !== undefined && changed !== known) {
    draft.put(KEY, changed);
  }
  return draft.close(rules);
}
