import type { Alert } from '../alert/alert.ts';
import type { Rule } from '../rule/rule.ts';
import { ABSENCE } from './absence/absence.ts';
import type { Entry, EntryOf } from './entry.ts';
import { EXTERNAL_ALERT } from './external-alert/external-alert.ts';
import { HEARTBEAT } from './heartbeat/heartbeat.ts';
import { INCOMPLETE } from './incomplete-score/incomplete-score.ts';
import type { Kind, Phase, SeriesKind } from './kind.ts';
import { BLIND_OBJECTIVE } from './objective/blind-objective.ts';
import { BUDGET_MONTH } from './objective/month.ts';
import { OBJECTIVE } from './objective/objective.ts';
import { OVERFLOW } from './overflow/overflow.ts';
import { RECORD_ACCESS } from './record-access/record-access.ts';
import { RELATIONS } from './record-access/relations.ts';
import { REPORT_DAY } from './report-day/day.ts';
import { SCORE } from './score/score.ts';
import { SENDER_FAULT } from './sender-fault/sender-fault.ts';
import { THRESHOLD } from './threshold/threshold.ts';

/** The kinds of entries of rules: one for each kind of rule, or this does not compile. */
const SERIES: {
  readonly [Name in Rule['kind']]: SeriesKind<Extract<Rule, { kind: Name }>, EntryOf<Name>>;
} = {
  threshold: THRESHOLD,
  absence: ABSENCE,
  score: SCORE,
};

/** All kinds of entries: each is complete, or this does not compile. */
const KINDS: { readonly [Name in Entry['kind']]: Kind<EntryOf<Name>> } = {
  ...SERIES,
  'incomplete-score': INCOMPLETE,
  'external-alert': EXTERNAL_ALERT,
  heartbeat: HEARTBEAT,
  'sender-fault': SENDER_FAULT,
  overflow: OVERFLOW,
  'record-access': RECORD_ACCESS,
  relations: RELATIONS,
  objective: OBJECTIVE,
  'blind-objective': BLIND_OBJECTIVE,
  'budget-month': BUDGET_MONTH,
  'report-day': REPORT_DAY,
};

/** Returns the operations on an entry. */
export function kindOf(entry: Entry): Kind<Entry> {
  return KINDS[entry.kind];
}

/** Returns the operations of a rule's kind on samples and entries. */
export function seriesKind(rule: Rule): SeriesKind<Rule, Entry> {
  return SERIES[rule.kind];
}

export function phaseOf(entry: Entry): Phase {
  return kindOf(entry).phase(entry);
}

/** Returns the alert of an entry, if it fires. */
export function firingAlert(entry: Entry): Alert | undefined {
  return phaseOf(entry) === 'firing' ? entry.alert : undefined;
}
