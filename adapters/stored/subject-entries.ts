import type { Alert } from '#core/alert/alert.ts';
import type { AbsenceEntry } from '#core/evaluation/absence/state.ts';
import type { Entry } from '#core/evaluation/entry.ts';
import type {
  ExternalAlertEntry,
  ExternalAlertTimes,
  ObservedEnd,
} from '#core/evaluation/external-alert/state.ts';
import type { HeartbeatEntry, HeartbeatState } from '#core/evaluation/heartbeat/state.ts';
import type { IncompleteScoreEntry } from '#core/evaluation/incomplete-score/state.ts';
import type { BlindObjectiveEntry } from '#core/evaluation/objective/state.ts';
import { OVERFLOW_KEY } from '#core/evaluation/overflow/overflow.ts';
import type { OverflowEntry } from '#core/evaluation/overflow/state.ts';
import type { RecordAccessEntry, Relation } from '#core/evaluation/record-access/state.ts';
import type { PastTotal, ScoreEntry } from '#core/evaluation/score/state.ts';
import type { FaultSightings, SenderFaultEntry } from '#core/evaluation/sender-fault/state.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { ThresholdEntry } from '#core/evaluation/threshold/state.ts';
import type { AccessRule } from '#core/privacy/monitoring.ts';
import type { Instant } from '#core/time/instant.ts';
import { budgetFromStored, budgetToStored, type StoredBudget } from './budget.ts';
import { monthFromStored, monthToStored, type StoredBudgetMonth } from './budget-month.ts';
import type { Mutable } from './mutable.ts';
import { reportDayFromStored, reportDayToStored, type StoredReportDay } from './report-day.ts';

/**
 * A stored entry of a subject: the keys of all kinds together, with placeholders for those that a
 * kind does not have. Versions up to 0.1 know only these, and distinguish the kinds by their keys;
 * newer ones write `kind`, and read it if it is present.
 */
export interface StoredEntry extends Omit<ThresholdEntry, 'kind'> {
  readonly kind?: string;
  readonly seenAt?: number;
  readonly sent?: ExternalAlertTimes;
  readonly lastEnd?: ObservedEnd;
  readonly noted?: FaultSightings;
  readonly beat?: HeartbeatState;
  readonly crowdedAt?: number;
  readonly table?: string;
  readonly parameters?: ScoreEntry['parameters'];
  readonly before?: PastTotal;
  readonly level?: string;
  readonly patients?: RecordAccessEntry['patients'];
  readonly notedAt?: Instant;
  readonly countsFrom?: Instant;
  readonly relations?: readonly StoredRelation[];
  readonly subject?: string;
  readonly budget?: StoredBudget;
  readonly month?: StoredBudgetMonth;
  readonly report?: StoredReportDay;
}

/** Version 8 did not say what tells of it. */
export type StoredRelation = Omit<Relation, 'type' | 'by'> & Partial<Pick<Relation, 'type' | 'by'>>;

/** A stored subject. */
export interface StoredSubject extends Omit<SubjectState, 'series' | 'ofLater'> {
  readonly series: Readonly<Record<string, StoredEntry>>;
}

/**
 * Replaces each entry of a subject that has just been read by what the product works with: in
 * place, since every sample reads a subject, and a copy of it would cost more than its entries do.
 */
export function subjectFromStored(stored: StoredSubject): SubjectState {
  const series = stored.series as Record<string, StoredEntry | Entry>;
  let ofLater: Record<string, object> | undefined;
  for (const key in stored.series) {
    const one = stored.series[key] as StoredEntry;
    const entry = fromStored(one);
    if (entry !== undefined) {
      series[key] = entry;
      continue;
    }
    delete series[key];
    ofLater ??= {};
    ofLater[key] = one;
  }
  const state = stored as SubjectState;
  return ofLater === undefined ? state : { ...state, ofLater };
}

/** Most subjects remember thresholds only, which are stored as they are: a copy costs a fifth. */
export function subjectToStored(state: SubjectState): StoredSubject {
  const { series, ofLater, ...rest } = state;
  if (ofLater === undefined && Object.values(series).every(({ kind }) => kind === 'threshold')) {
    return state as StoredSubject;
  }
  const entries = Object.entries(series).map(([key, entry]) => [key, toStored(entry)]);
  return { ...rest, series: { ...ofLater, ...Object.fromEntries(entries) } };
}

/** Returns the entry; undefined if it is of a kind that only a later version knows. */
function fromStored(stored: StoredEntry): Entry | undefined {
  switch (stored.kind ?? kindBy(stored)) {
    case 'threshold':
      return isThreshold(stored) ? stored : { ...stored, kind: 'threshold' };
    case 'absence':
      return absence(stored);
    case 'score':
      return score(stored);
    case 'incomplete-score':
      return incompleteScore(stored);
    case 'external-alert':
      return externalAlert(stored);
    case 'heartbeat':
      return heartbeat(stored);
    case 'sender-fault':
      return senderFault(stored);
    case 'overflow':
      return overflow(stored);
    case 'record-access':
      return recordAccess(stored);
    case 'relations':
      return { kind: 'relations', relations: (stored.relations ?? []).filter(isWhole) };
    case 'objective':
      return stored.budget && { ...budgetFromStored(stored, stored.budget), ...tellingOf(stored) };
    case 'blind-objective':
      return blindObjective(stored);
    case 'budget-month':
      return stored.month && monthFromStored(stored, stored.month);
    case 'report-day':
      return stored.report && reportDayFromStored(stored.report);
    default:
      return undefined;
  }
}

/** What does not say of which resource it is could be replaced by none: it is told again. */
function isWhole(relation: StoredRelation): relation is Relation {
  return relation.type !== undefined && relation.by !== undefined;
}

function isThreshold(stored: StoredEntry): stored is StoredEntry & ThresholdEntry {
  return stored.kind === 'threshold';
}

/** Determines the kind by the keys that only this one has. */
function kindBy(stored: StoredEntry): Entry['kind'] {
  if (stored.beat !== undefined) {
    return 'heartbeat';
  }
  if (stored.crowdedAt !== undefined) {
    return 'overflow';
  }
  if (stored.noted !== undefined) {
    return 'sender-fault';
  }
  if (stored.sent !== undefined || stored.lastEnd !== undefined) {
    return 'external-alert';
  }
  return stored.seenAt === undefined ? 'threshold' : 'absence';
}

/** The alert of an entry, and when it was sent, with the same order of keys for each. */
function tellingOf({ alert, assertedAt }: StoredEntry): Pick<Entry, 'alert' | 'assertedAt'> {
  return {
    ...(alert !== undefined && { alert }),
    ...(assertedAt !== undefined && { assertedAt }),
  };
}

function absence(stored: StoredEntry): AbsenceEntry {
  const { rule, metric, unit, labels, seenAt = 0 } = stored;
  const series = { rule, metric, labels, ...(unit !== undefined && { unit }) };
  return { ...series, kind: 'absence', seenAt, ...tellingOf(stored) };
}

/** One that has no parameters, as no version writes it, is known by no bands of today. */
function score(stored: StoredEntry): ScoreEntry {
  const { rule, metric, labels, table = '', parameters = {}, before, level } = stored;
  return {
    ...{ kind: 'score', rule, metric, labels, table, parameters },
    ...(before !== undefined && { before }),
    ...(level !== undefined && { level }),
    ...tellingOf(stored),
  };
}

function incompleteScore(stored: StoredEntry): IncompleteScoreEntry {
  const { rule, since = 0 } = stored;
  return { kind: 'incomplete-score', rule, since, ...tellingOf(stored) };
}

/** Most of what is stored of external alerts is read with every request: a spread costs more. */
function externalAlert({
  changedAt,
  sent,
  lastEnd,
  alert,
  assertedAt,
}: StoredEntry): ExternalAlertEntry {
  const entry: Mutable<ExternalAlertEntry> = { kind: 'external-alert', changedAt };
  if (sent !== undefined) {
    entry.told = sent;
  }
  if (lastEnd !== undefined) {
    entry.lastEnd = lastEnd;
  }
  if (alert !== undefined) {
    entry.alert = alert;
  }
  if (assertedAt !== undefined) {
    entry.assertedAt = assertedAt;
  }
  return entry;
}

const NEVER_HEARD: HeartbeatState = { watchedAt: 0, pingedAt: 0 };

function heartbeat(stored: StoredEntry): HeartbeatEntry {
  const { rule: id, beat = NEVER_HEARD } = stored;
  return { kind: 'heartbeat', id, beat, ...tellingOf(stored) };
}

function senderFault(stored: StoredEntry): SenderFaultEntry {
  const { changedAt, noted = { since: changedAt, times: 0 }, sent } = stored;
  return {
    kind: 'sender-fault',
    noted,
    ...(sent?.endsAt !== undefined && { endsAt: sent.endsAt }),
    ...tellingOf(stored),
  };
}

function overflow(stored: StoredEntry): OverflowEntry {
  const { crowdedAt: overflowedAt = 0 } = stored;
  return { kind: 'overflow', overflowedAt, ...tellingOf(stored) };
}

function recordAccess(stored: StoredEntry): RecordAccessEntry {
  const { rule, patients = {}, notedAt = 0, countsFrom } = stored;
  return {
    ...{ kind: 'record-access', rule: rule as AccessRule, patients, notedAt },
    ...(countsFrom !== undefined && { countsFrom }),
    ...tellingOf(stored),
  };
}

function blindObjective(stored: StoredEntry): BlindObjectiveEntry {
  const { rule: objective, subject = '' } = stored;
  return { kind: 'blind-objective', objective, subject, ...tellingOf(stored) };
}

/** It includes everything that the version before reads. */
function toStored(entry: Entry): StoredEntry {
  const { kind, alert, assertedAt } = entry;
  const telling = {
    ...(alert !== undefined && { alert }),
    ...(assertedAt !== undefined && { assertedAt }),
  };
  const phase = alert === undefined ? 'healthy' : 'firing';
  switch (kind) {
    case 'threshold':
      return entry;
    case 'absence':
    case 'score':
      return { ...entry, phase, changedAt: 0 };
    case 'incomplete-score':
    case 'record-access':
    case 'relations':
      return { ...NAMELESS, ...entry, phase, changedAt: 0 };
    case 'external-alert': {
      const { changedAt, told, lastEnd } = entry;
      return {
        ...named(alert),
        phase,
        changedAt,
        ...(told !== undefined && { sent: told }),
        ...(lastEnd !== undefined && { lastEnd }),
        ...telling,
        kind,
      };
    }
    case 'heartbeat': {
      const { id, beat } = entry;
      return { ...NAMELESS, rule: id, phase, changedAt: 0, beat, ...telling, kind };
    }
    case 'sender-fault': {
      const { noted, endsAt } = entry;
      const waiting = alert === undefined ? 'pending' : 'firing';
      const times = { changedAt: noted.since, noted };
      return {
        ...named(alert),
        phase: waiting,
        ...times,
        ...(endsAt !== undefined && { sent: { endsAt } }),
        ...telling,
        kind,
      };
    }
    case 'overflow': {
      const { overflowedAt: crowdedAt } = entry;
      const since = alert?.startsAt ?? crowdedAt;
      const times = { changedAt: since, since, crowdedAt };
      return { ...NAMELESS, rule: OVERFLOW_KEY, phase: 'firing', ...times, ...telling, kind };
    }
    case 'objective':
    case 'blind-objective': {
      const { objective: rule, subject } = entry;
      const budget = kind === 'objective' && { budget: budgetToStored(entry) };
      return { ...NAMELESS, rule, phase, changedAt: 0, subject, ...budget, ...telling, kind };
    }
    case 'budget-month': {
      const { objective: rule, subject } = entry;
      const month = monthToStored(entry);
      return { ...NAMELESS, rule, phase, changedAt: 0, subject, month, kind };
    }
    case 'report-day':
      return { ...NAMELESS, phase, changedAt: 0, report: reportDayToStored(entry), kind };
  }
}

const NAMELESS = { rule: '', metric: '', labels: {} } as const;

function named(
  alert: Alert | undefined,
): Pick<StoredEntry, 'rule' | 'metric' | 'labels' | 'since'> {
  return alert === undefined
    ? NAMELESS
    : { rule: alert.rule, metric: '', labels: alert.labels, since: alert.startsAt };
}
