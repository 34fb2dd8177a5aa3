import { own } from '../collections/own.ts';
import { breaches } from '../rule/condition.ts';
import type { Rule } from '../rule/rule.ts';
import { labelsKey } from '../sample/labels-key.ts';
import type { Sample } from '../sample/sample.ts';
import { sortSamples } from '../sample/sort-samples.ts';
import type { ClockStep } from '../time/clock-skew.ts';
import type { Instant } from '../time/instant.ts';
import { observeAbsence } from './absence.ts';
import { advance } from './advance.ts';
import { buildAlert } from './build-alert.ts';
import { type Assessment, Draft, unchanged } from './draft.ts';
import { mergeReplicas } from './merge-replicas.ts';
import { isOfProcess, recordProcessSeen } from './process.ts';
import { reconcile } from './reconcile.ts';
import { isRetraction, revise } from './revise.ts';
import { type RuleSet, ruleMatches, rulesOn } from './rule-set.ts';
import { OUT_OF_ORDER, type Step, UNCHANGED } from './step.ts';
import type { SeriesState, SubjectState } from './subject.ts';

/** What became of a subject and of its samples. */
export interface Evaluation extends Assessment {
  readonly duplicates: readonly Sample[];
  /** Samples that came too late for a rule to put them in their place. */
  readonly outOfOrder: readonly Sample[];
  /** Samples of series that no rule on them can be kept on: the subject has no room. */
  readonly crowdedOut: readonly Sample[];
  /** Samples that were evaluated, though for some of their rules the subject has no room. */
  readonly partlyKept: readonly Sample[];
  /** How many series were remembered and are not any more, since worse ones needed the room. */
  readonly displaced: number;
}

/**
 * Evaluates samples of one subject against the rules: what changes in its state, and which alerts
 * start or cease to fire.
 */
export function evaluateSubject(
  stored: SubjectState | undefined,
  subject: string,
  samples: readonly Sample[],
  rules: RuleSet,
  now: Instant,
): Evaluation {
  const ordered = sortSamples(samples);
  const draft = new Draft(subject, stored, now);
  const outOfOrder: Sample[] = [];
  const remembered: Remembered[] = [];
  mergeReplicas(draft, rules);
  const pass: Pass = { draft, rules, ordered: ordered.samples, remembered };
  let index = 0;
  for (const sample of ordered.samples) {
    if (take(pass, sample, index++) === 'out_of_order') {
      outOfOrder.push(sample);
    }
  }
  const assessment = conclude(draft, rules, stored);
  return {
    ...assessment,
    duplicates: ordered.duplicates,
    outOfOrder,
    ...denied(assessment.gaveWay, remembered, rules),
    displaced: countKnown(assessment.gaveWay, stored),
  };
}

type Fate = 'taken' | 'out_of_order';

/** One request's samples of a subject on their way through the rules. */
interface Pass {
  readonly draft: Draft;
  readonly rules: RuleSet;
  readonly ordered: readonly Sample[];
  /** What is to be remembered because of them. */
  readonly remembered: Remembered[];
  /** Samples by series and time, once somebody has asked. */
  byPlace?: ReadonlyMap<string, readonly Sample[]>;
}

/** What was to be remembered because of a sample, by its key. */
interface Remembered {
  readonly sample: Sample;
  readonly key: string;
}

/** The samples of which something could not be remembered: for each of their rules, or for some. */
function denied(
  gaveWay: ReadonlySet<string>,
  remembered: readonly Remembered[],
  rules: RuleSet,
): Pick<Evaluation, 'crowdedOut' | 'partlyKept'> {
  const crowdedOut: Sample[] = [];
  const partlyKept: Sample[] = [];
  const lost = gaveWay.size === 0 ? [] : remembered.filter(({ key }) => gaveWay.has(key));
  for (const [sample, those] of Map.groupBy(lost, (one) => one.sample)) {
    const asked = rulesOn(rules, sample).filter((rule) => ruleMatches(rule, sample));
    if (those.length < asked.length) {
      partlyKept.push(sample);
    } else {
      crowdedOut.push(sample);
    }
  }
  return { crowdedOut, partlyKept };
}

function countKnown(keys: ReadonlySet<string>, stored: SubjectState | undefined): number {
  let count = 0;
  for (const key of keys) {
    if (stored && own(stored.series, key) !== undefined) {
      count += 1;
    }
  }
  return count;
}

/**
 * Looks at a subject without new samples: what is absent, to be told again, no longer asked for, or
 * to be forgotten.
 */
export function reconcileSubject(
  stored: SubjectState,
  rules: RuleSet,
  now: Instant,
  step?: ClockStep,
): Assessment {
  const draft = new Draft(stored.subject, stored, now, step);
  mergeReplicas(draft, rules);
  return conclude(draft, rules, stored);
}

function conclude(draft: Draft, rules: RuleSet, stored: SubjectState | undefined): Assessment {
  if (draft.isBlank) {
    return unchanged(stored);
  }
  reconcile(draft, rules);
  return draft.close(rules);
}

/**
 * Asks every rule about the sample, and notes what is to be remembered because of it. Out of order
 * it is where it is so to each.
 */
function take(pass: Pass, sample: Sample, index: number): Fate {
  const { draft, rules, remembered } = pass;
  let late = 0;
  let taken = 0;
  let labels: string | undefined;
  for (const rule of rulesOn(rules, sample)) {
    if (!ruleMatches(rule, sample)) {
      continue;
    }
    taken += 1;
    if (draft.isBlank && isUneventful(rule, sample)) {
      continue;
    }
    labels ??= labelsKey(sample.labels);
    const key = `${rule.name}${labels}`;
    const step = isOutdone(pass, rule, draft.get(key), index)
      ? OUT_OF_ORDER
      : stepOf(draft, rules, rule, key, sample);
    if (step === OUT_OF_ORDER) {
      late += 1;
    } else if (step !== UNCHANGED) {
      apply(draft, rules, rule, key, step, sample);
      remembered.push({ sample, key });
    }
  }
  return late > 0 && late === taken ? 'out_of_order' : 'taken';
}

/**
 * Whether a value does not breach that another of the same series and time contradicts: two servers
 * may disagree. The breach counts, whichever of them is the higher, and ends or resets nothing.
 */
function isOutdone(pass: Pass, rule: Rule, entry: SeriesState | undefined, index: number): boolean {
  if (entry === undefined || (entry.phase === 'healthy' && rule.window === undefined)) {
    return false;
  }
  const sample = pass.ordered[index];
  const breach = ({ value }: Sample) => breaches(rule.condition, value, entry.phase === 'firing');
  if (sample === undefined || sample.revision !== undefined || breach(sample)) {
    return false;
  }
  return rivalsOf(pass, index).some((rival) => ruleMatches(rule, rival) && breach(rival));
}

/**
 * All samples of the series and time of the one at that place; few ask, and few of these have any.
 */
function rivalsOf(pass: Pass, index: number): readonly Sample[] {
  const { ordered } = pass;
  const sample = ordered[index];
  if (sample === undefined) {
    return NONE;
  }
  const isBeside = (other?: Sample) => other?.at === sample.at && other.metric === sample.metric;
  if (!isBeside(ordered[index - 1]) && !isBeside(ordered[index + 1])) {
    return NONE;
  }
  pass.byPlace ??= Map.groupBy(
    ordered.filter(({ revision }) => revision === undefined),
    placeOf,
  );
  return pass.byPlace.get(placeOf(sample)) ?? NONE;
}

function placeOf({ at, metric, labels }: Sample): string {
  return `${at} ${metric} ${labelsKey(labels)}`;
}

const NONE: readonly Sample[] = [];

/**
 * Whether the sample leaves nothing to remember where nothing is remembered: so it is with nearly
 * all.
 */
function isUneventful(rule: Rule, sample: Sample): boolean {
  if (isRetraction(sample)) {
    return true;
  }
  return rule.condition.kind !== 'absent' && !breaches(rule.condition, sample.value, false);
}

function stepOf(draft: Draft, rules: RuleSet, rule: Rule, key: string, sample: Sample): Step {
  const entry = draft.get(key);
  const { now } = draft;
  const oldest = now - rules.maxAge;
  if (rule.condition.kind === 'absent') {
    // What revises an old sample does not prove that anything reports today.
    return isRetraction(sample) || sample.at < oldest
      ? UNCHANGED
      : observeAbsence(entry, rule, rule.condition.for, sample, now);
  }
  const step =
    sample.revision === undefined
      ? advance(entry, rule, sample, now)
      : revise(entry, rule, sample, { now, oldest });
  return entry?.phase === 'firing' && isOfProcess(draft.subject, entry.labels)
    ? recordProcessSeen(step, entry, rules.maxAge, now)
    : step;
}

function apply(
  draft: Draft,
  rules: RuleSet,
  rule: Rule,
  key: string,
  step: Step,
  sample: Sample,
): void {
  switch (step.kind) {
    case 'fire': {
      const isBrief = isOfProcess(draft.subject, step.entry.labels);
      const entry = isBrief ? { ...step.entry, processHeardAt: draft.now } : step.entry;
      draft.fire(key, entry, buildAlert(rules, rule, draft.subject, entry, sample));
      return;
    }
    case 'resolve': {
      const { alert } = draft.get(key) ?? {};
      if (alert !== undefined) {
        draft.resolve(alert, step.reason);
      }
      draft.put(key, step.entry);
      return;
    }
    case 'remember':
      draft.put(key, step.entry);
      return;
    case 'unchanged':
    case 'out_of_order':
      return;
  }
}
