import type { AbsenceEntry } from './absence/state.ts';
import type { ExternalAlertEntry } from './external-alert/state.ts';
import type { HeartbeatEntry } from './heartbeat/state.ts';
import type { IncompleteScoreEntry } from './incomplete-score/state.ts';
import type { BudgetMonthEntry } from './objective/month.ts';
import type { BlindObjectiveEntry, ObjectiveEntry } from './objective/state.ts';
import type { OverflowEntry } from './overflow/state.ts';
import type { RecordAccessEntry, RelationsEntry } from './record-access/state.ts';
import type { ReportDayEntry } from './report-day/day.ts';
import type { ScoreEntry } from './score/state.ts';
import type { SenderFaultEntry } from './sender-fault/state.ts';
import type { ThresholdEntry } from './threshold/state.ts';

/**
 * One entry of a subject's state. Entries of rules have the names of the rules' kinds: see
 * `kinds.ts`, where a new kind is registered.
 */
export type Entry =
  | ThresholdEntry
  | AbsenceEntry
  | ScoreEntry
  | IncompleteScoreEntry
  | ExternalAlertEntry
  | HeartbeatEntry
  | SenderFaultEntry
  | OverflowEntry
  | RecordAccessEntry
  | RelationsEntry
  | ObjectiveEntry
  | BlindObjectiveEntry
  | BudgetMonthEntry
  | ReportDayEntry;

/** The entry of one kind. */
export type EntryOf<Kind extends Entry['kind']> = Extract<Entry, { readonly kind: Kind }>;

/** A series that a rule watches. */
export type SeriesEntry = ThresholdEntry | AbsenceEntry;

export function isSeries(entry: Entry): entry is SeriesEntry {
  return entry.kind === 'threshold' || entry.kind === 'absence';
}

/** Returns the entry if it is of that kind. */
export function entryOf<Kind extends Entry['kind']>(
  kind: Kind,
  entry: Entry | undefined,
): EntryOf<Kind> | undefined {
  return entry?.kind === kind ? (entry as EntryOf<Kind>) : undefined;
}
