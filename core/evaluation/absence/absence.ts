import { omit } from '../../collections/omit.ts';
import type { AbsenceRule } from '../../rule/absence.ts';
import type { Sample } from '../../sample/sample.ts';
import type { Duration, Instant } from '../../time/instant.ts';
import { shiftEarlier } from '../../time/shift-earlier.ts';
import { buildAlert, refreshFromRule } from '../build-alert.ts';
import { type ClockMove, type Edits, type SeriesKind, type Taking, wasAhead } from '../kind.ts';
import { isOfProcess } from '../process.ts';
import { abandon, reassert, tellAt } from '../reassert.ts';
import { isRetraction } from '../retraction.ts';
import { type RuleSet, ruleMatches } from '../rule-set.ts';
import { COARSENESS, type Step, UNCHANGED } from '../step.ts';
import type { AbsenceEntry } from './state.ts';

/** The kind of a series that must keep being received. */
export const ABSENCE: SeriesKind<AbsenceRule, AbsenceEntry> = {
  about: (state) => state,
  phase: phaseOf,
  since: ({ alert }) => alert?.startsAt,
  rank: (state) => (phaseOf(state) === 'firing' ? 'firing' : 'watched'),
  texts: () => [],
  counted: () => 0,
  newestSample: ({ seenAt }) => seenAt,
  lastValue: () => undefined,
  moved,
  due,
  reconcile,
  isUneventful: (_, sample) => isRetraction(sample),
  judge: () => undefined,
  take,
  startsAt: ({ seenAt }) => seenAt,
  longestSilence: ({ absentFor }) => absentFor * (1 + COARSENESS),
};

function phaseOf({ alert }: AbsenceEntry): 'firing' | 'healthy' {
  return alert === undefined ? 'healthy' : 'firing';
}

/**
 * The series counts as seen when the sample was measured, not when it came: a gateway that repeats
 * an old value does not prove that the device is alive. A clock that runs ahead gains nothing,
 * since the platform's own time is the upper limit. A revision of an old sample does not prove that
 * anything reports today.
 */
function take(
  state: AbsenceEntry | undefined,
  rule: AbsenceRule,
  sample: Sample,
  { now, maxAge }: Taking,
): Step<AbsenceEntry> {
  if (isRetraction(sample) || sample.at < now - maxAge) {
    return UNCHANGED;
  }
  const seenAt = Math.min(sample.at, now);
  if (state === undefined) {
    return { kind: 'remember', entry: firstSeen(rule, sample, seenAt) };
  }
  const { absentFor } = rule;
  if (state.alert !== undefined && seenAt > state.seenAt && now < seenAt + absentFor) {
    const reporting: AbsenceEntry = { ...omit(state, 'alert', 'assertedAt'), seenAt };
    return { kind: 'resolve', entry: reporting, reason: 'reporting_again' };
  }
  return seenAt > state.seenAt + absentFor * COARSENESS
    ? { kind: 'remember', entry: { ...state, seenAt } }
    : UNCHANGED;
}

function firstSeen(
  { name }: AbsenceRule,
  { metric, unit, labels }: Sample,
  seenAt: Instant,
): AbsenceEntry {
  const series = { rule: name, metric, labels, ...(unit !== undefined && { unit }) };
  return { ...series, kind: 'absence', seenAt };
}

function due(state: AbsenceEntry, rules: RuleSet): Instant {
  const rule = rules.byName.get(state.rule);
  if (rule?.kind !== 'absence') {
    return 0;
  }
  return state.alert === undefined ? absentAt(state.seenAt, rule.absentFor) : tellAt(state);
}

/**
 * Returns when a watched series that is not seen again is certainly absent: the true last sample
 * may be a little newer than the stored one.
 */
function absentAt(seenAt: Instant, absentFor: Duration): Instant {
  return seenAt + absentFor + Math.ceil(absentFor * COARSENESS);
}

/**
 * The absence of a process matters while the config distinguishes processes, and not otherwise: the
 * same measurements then come under another name.
 */
function reconcile(edits: Edits, rules: RuleSet, key: string, state: AbsenceEntry): void {
  const { subject, now } = edits;
  const { alert, labels } = state;
  const rule = rules.byName.get(state.rule);
  if (rule?.kind !== 'absence' || !ruleMatches(rule, { ...state, subject })) {
    abandon(edits, key, state);
  } else if (!rules.namesProcesses && isOfProcess(subject, labels)) {
    abandon(edits, key, state, 'instance_gone');
  } else if (alert !== undefined) {
    reassert(edits, key, state, { today: refreshFromRule(rules, rule, alert), due: tellAt(state) });
  } else if (absentAt(state.seenAt, rule.absentFor) <= now) {
    const { metric, seenAt: startsAt } = state;
    edits.fire(key, state, buildAlert(rules, rule, { subject, metric, labels, startsAt }));
  }
}

/** It was seen at its sender's time, unless that was ahead as the clock was. */
function moved(state: AbsenceEntry, move: ClockMove): AbsenceEntry {
  const { by } = move;
  const { seenAt } = state;
  return {
    ...state,
    // One more ms: what was measured when it was saved is older than what is measured now.
    ...(wasAhead(seenAt, move) && { seenAt: seenAt - by - 1 }),
    ...shiftEarlier(state, by, 'assertedAt'),
  };
}
