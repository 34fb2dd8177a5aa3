import { omit } from '../../collections/omit.ts';
import type { ScoreRule } from '../../rule/score.ts';
import { commonLabels } from '../../sample/common-labels.ts';
import type { Sample } from '../../sample/sample.ts';
import { type Duration, type Instant, MINUTE } from '../../time/instant.ts';
import { shiftEarlier } from '../../time/shift-earlier.ts';
import { type ClockMove, type SeriesKind, type Taking, wasAhead } from '../kind.ts';
import { tellAt } from '../reassert.ts';
import { isRetraction } from '../retraction.ts';
import type { RuleSet } from '../rule-set.ts';
import { COARSENESS, OUT_OF_ORDER, type Step, UNCHANGED } from '../step.ts';
import { expiries, isTooOld } from './age.ts';
import { assessFor } from './assess-for.ts';
import { bandOf, type Reading, readingOf } from './reading.ts';
import { reconcile } from './reconcile.ts';
import type { KnownParameter, ScoreEntry } from './state.ts';
import { tableId } from './table-id.ts';

/**
 * A band that is confirmed is written again after so long at most. What is charted each few hours
 * is then written each time, so that a bed that changes hands knows whose value it has.
 */
const LONGEST_UNWRITTEN: Duration = 12 * MINUTE;

/**
 * The kind of a score. A sample only says in which band its parameter is; the score is judged once
 * all samples of a request are taken, and whenever a value gets too old: see `reconcile`.
 */
export const SCORE: SeriesKind<ScoreRule, ScoreEntry> = {
  about: (state) => state,
  phase: phaseOf,
  since: ({ alert }) => alert?.startsAt,
  rank: (state) => (phaseOf(state) === 'firing' ? 'firing' : 'watched'),
  texts: ({ parameters }) => Object.keys(parameters),
  counted: ({ parameters }) => 2 * Object.keys(parameters).length,
  newestSample: ({ parameters }) => newest(parameters),
  lastValue: ({ alert, parameters }) =>
    alert?.value === undefined ? undefined : { value: alert.value, at: newest(parameters) },
  moved,
  due,
  reconcile,
  isUneventful: (_, sample) => isRetraction(sample),
  judge: () => undefined,
  take,
  startsAt: ({ parameters }) => newest(parameters),
  longestSilence: ({ parameters, incompleteAfter }) =>
    Math.max(...parameters.map(({ maxAge }) => maxAge)) + (incompleteAfter ?? 0),
};

function phaseOf({ alert }: ScoreEntry): 'firing' | 'healthy' {
  return alert === undefined ? 'healthy' : 'firing';
}

function newest(parameters: ScoreEntry['parameters']): Instant {
  return Math.max(0, ...Object.values(parameters).map(({ at }) => at));
}

/** Applies a sample. Bands of another table than the rule's of today say nothing. */
function take(
  stored: ScoreEntry | undefined,
  rule: ScoreRule,
  sample: Sample,
  { now }: Taking,
): Step<ScoreEntry> {
  const known = stored?.table === tableId(rule) ? stored : undefined;
  const step = takeBand(known, rule, sample, now);
  return step.kind === 'remember' && known === undefined && stored?.alert !== undefined
    ? { ...step, kind: 'resolve', reason: 'rule_changed' }
    : step;
}

/**
 * Keeps the band of a parameter. A value counts as measured when it was, and by the platform's time
 * if its sender's clock is ahead. The newest one counts; of two of the same time the one with more
 * points.
 */
function takeBand(
  known: ScoreEntry | undefined,
  rule: ScoreRule,
  sample: Sample,
  now: Instant,
): Step<ScoreEntry> {
  const reading = readingOf(rule, sample);
  if (reading === undefined) {
    return UNCHANGED;
  }
  const { parameter } = reading;
  const at = Math.min(sample.at, now);
  const band = bandOf(reading, sample);
  const before = known?.parameters[parameter.name];
  if (isRetraction(sample)) {
    const isIt = sample.revision === 'entered_in_error' || before?.band === band;
    return known !== undefined && before?.at === at && isIt
      ? { kind: 'remember', entry: without(known, parameter.name) }
      : UNCHANGED;
  }
  // What an alert is held by may be too old, and is corrected all the same.
  const isHeld = before !== undefined && sample.revision !== undefined && at >= before.at;
  if (band === undefined || (isTooOld(parameter, at, now) && !isHeld)) {
    return UNCHANGED;
  }
  const next = { band, at };
  if (known !== undefined && isPassedOver(known, rule, { name: parameter.name, next }, sample)) {
    return OUT_OF_ORDER;
  }
  const isConfirmed = before?.band === band && before.isStale === undefined;
  return isConfirmed && at <= before.at + Math.min(parameter.maxAge * COARSENESS, LONGEST_UNWRITTEN)
    ? UNCHANGED
    : { kind: 'remember', entry: withBand(known ?? blank(rule), reading, next, sample) };
}

/**
 * Whether a value is older than the one that is known, or as old and no worse. What a band is worth
 * may depend on the oxygen scale and on another parameter, so totals are compared.
 */
function isPassedOver(
  { parameters }: ScoreEntry,
  rule: ScoreRule,
  { name, next }: { readonly name: string; readonly next: KnownParameter },
  { revision }: Sample,
): boolean {
  const before = parameters[name];
  if (before === undefined || next.at !== before.at) {
    return before !== undefined && next.at < before.at;
  }
  const worth = (one: KnownParameter) => {
    const { low, high } = assessFor(rule, { ...parameters, [name]: one });
    return low + high;
  };
  return revision === undefined && worth(next) < worth(before);
}

function blank(rule: ScoreRule): ScoreEntry {
  const { name, metric } = rule;
  return { kind: 'score', rule: name, metric, labels: {}, table: tableId(rule), parameters: {} };
}

function withBand(
  entry: ScoreEntry,
  { parameter }: Reading,
  known: KnownParameter,
  { labels }: Sample,
): ScoreEntry {
  const isFirst = newest(entry.parameters) === 0;
  return {
    ...entry,
    labels: isFirst ? labels : commonLabels([entry.labels, labels]),
    parameters: { ...entry.parameters, [parameter.name]: known },
  };
}

function without(entry: ScoreEntry, name: string): ScoreEntry {
  return { ...entry, parameters: omit(entry.parameters, name) };
}

/** Returns when it is judged again: a value gets too old, or its alert is reasserted. */
function due(state: ScoreEntry, rules: RuleSet): Instant {
  const rule = rules.byName.get(state.rule);
  if (rule?.kind !== 'score' || state.table !== tableId(rule)) {
    return 0;
  }
  return Math.min(
    state.alert === undefined ? Infinity : tellAt(state),
    ...expiries(rule, state.parameters),
  );
}

/** Values were measured by their sender's time, unless that was ahead as the clock was. */
function moved(state: ScoreEntry, move: ClockMove): ScoreEntry {
  const { by } = move;
  const { before } = state;
  const parameters = Object.entries(state.parameters).map(([name, one]) => {
    // One more ms: what was measured when it was saved is older than what is measured now.
    return [name, wasAhead(one.at, move) ? { ...one, at: one.at - by - 1 } : one];
  });
  return {
    ...state,
    parameters: Object.fromEntries(parameters),
    ...(before !== undefined && { before: { ...before, ...shiftEarlier(before, by, 'at') } }),
    ...shiftEarlier(state, by, 'assertedAt'),
  };
}
