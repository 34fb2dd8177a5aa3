import { type OverTime, roundToTell, unitOverTime } from '../../rule/over-time.ts';
import { allLimits, breaches, type Condition, type ThresholdRule } from '../../rule/threshold.ts';
import { fromJsonNumber, type JsonNumber, toJsonNumber } from '../../sample/json-number.ts';
import type { Sample } from '../../sample/sample.ts';
import { CLOCK_SKEW } from '../../time/clock-skew.ts';
import type { Instant } from '../../time/instant.ts';
import type { Taking } from '../kind.ts';
import { isMeant, isRetraction } from '../retraction.ts';
import { OUT_OF_ORDER, type Step, UNCHANGED } from '../step.ts';
import { newEntry, newestKnown } from './advance.ts';
import { type Keeping, type KeptBy, type KeptSample, keepSample, keptAs } from './kept.ts';
import type { Measured } from './learned.ts';
import { takeBack, takeWithoutValue } from './revise.ts';
import type { ThresholdEntry } from './state.ts';
import { advanceValue, isUnusualRule, wouldBeUnusual } from './unusual.ts';
import { reachesOverTime, valueOverTime } from './value-over-time.ts';

/** A rule whose value is made of several samples. */
export type RuleOverTime = ThresholdRule & { readonly over: OverTime };

export function isOverTime(rule: ThresholdRule): rule is RuleOverTime {
  return rule.over !== undefined;
}

/**
 * Applies a sample to a rule over time. Of the samples that are kept, and of this one if it is the
 * newest, a value is made, which then goes through the same states as that of a single sample. A
 * late sample counts if it is one of those that are kept: the value at the newest is made again.
 */
export function takeOverTime(
  stored: ThresholdEntry | undefined,
  rule: RuleOverTime,
  sample: Sample,
  { now, maxAge }: Taking,
): Step<ThresholdEntry> {
  const { at, revision } = sample;
  const entry = stored ?? newEntry(rule, sample);
  const keeping = keepingOf(rule, sample);
  const known = keptAs(entry.kept, keeping, knownUntil(at, now));
  const samples = withSample(known, sample, keeping, now - maxAge);
  if (revision !== undefined && samples === known) {
    return stored === undefined ? UNCHANGED : takeBackTripping(stored, rule, sample, known);
  }
  const isLate = revision !== undefined || at < (known.at(-1)?.at ?? at);
  const next =
    samples === entry.kept?.samples
      ? entry
      : { ...entry, kept: { by: keeping.by, window: keeping.window, samples } };
  if (isLate && next === stored) {
    return OUT_OF_ORDER;
  }
  const step = judge(next, rule, { sample, isLate, now });
  const isSilent = step.kind === 'unchanged' || step.kind === 'out_of_order';
  return isSilent && next !== stored ? { kind: 'remember', entry: next } : step;
}

/**
 * Returns until when kept samples count. A time that a fast clock has dated in the future would
 * make all true samples until then late.
 */
function knownUntil(at: Instant, now: Instant): Instant {
  const present = now + CLOCK_SKEW;
  return at > present ? Number.POSITIVE_INFINITY : present;
}

/** Returns what is kept after a sample or a revision: the same object if that changes nothing. */
function withSample(
  known: readonly KeptSample[],
  sample: Sample,
  keeping: Keeping,
  oldest: Instant,
): readonly KeptSample[] {
  const { at, value, revision } = sample;
  const next = { at, value: toJsonNumber(value) };
  if (revision === undefined) {
    return keepSample(known, next, keeping);
  }
  const before = known.find((one) => one.at === at);
  if (before === undefined) {
    return revision === 'corrected' && at >= oldest ? keepSample(known, next, keeping) : known;
  }
  if (revision === 'corrected') {
    const isSame = before.value === next.value;
    return isSame ? known : known.map((one) => (one === before ? next : one));
  }
  return isMeant(sample, before.value) ? known.filter((one) => one !== before) : known;
}

/** Takes an alert back that began at a sample which is not kept, if that would not begin it now. */
function takeBackTripping(
  stored: ThresholdEntry,
  rule: RuleOverTime,
  sample: Sample,
  known: readonly KeptSample[],
): Step<ThresholdEntry> {
  const { at, value } = sample;
  if (isRetraction(sample)) {
    return takeBack(stored, at, 'retracted');
  }
  const latest = { at, value: toJsonNumber(value) };
  const corrected = valueOverTime({ ...rule, by: stored.kept?.by }, known, latest);
  return corrected === undefined || breachesStill(stored, rule, { at, value: corrected })
    ? UNCHANGED
    : takeBack(stored, at, 'corrected');
}

function breachesStill(stored: ThresholdEntry, rule: RuleOverTime, measured: Measured): boolean {
  return isUnusualRule(rule)
    ? wouldBeUnusual(stored, rule, measured)
    : breaches(rule.condition, measured.value, false);
}

/** The sample because of which a value is made. */
interface Judging {
  readonly sample: Sample;
  /** Whether it is not the newest: the newest that is kept is judged. */
  readonly isLate: boolean;
  readonly now: Instant;
}

function judge(
  entry: ThresholdEntry,
  rule: RuleOverTime,
  { sample, isLate, now }: Judging,
): Step<ThresholdEntry> {
  const samples = entry.kept?.samples ?? [];
  const newest = isLate ? undefined : { at: sample.at, value: toJsonNumber(sample.value) };
  const value = valueOverTime({ ...rule, by: entry.kept?.by }, samples, newest);
  if (value === undefined) {
    return takeWithoutValue(entry, sample);
  }
  const at = isLate ? Math.max(samples.at(-1)?.at ?? 0, newestKnown(entry) + 1) : sample.at;
  const { revision, unit: _, ...measured } = { ...sample, at, value };
  const tells = told(rule, sample, value);
  const inUnit = tells.unit !== undefined && { unit: tells.unit };
  const step = advanceValue(entry, rule, { ...measured, ...inUnit }, now);
  const reaches = () => {
    const reached = reachesOverTime(rule, samples, newest);
    return reached !== undefined && { reaches: reached };
  };
  if (step.kind === 'fire') {
    return { ...step, measured: { ...step.measured, ...tells, ...reaches() } };
  }
  if (step.kind === 'remember' && entry.phase === 'healthy' && step.entry.heard !== undefined) {
    return { ...step, entry: { ...step.entry, heard: { ...step.entry.heard, ...reaches() } } };
  }
  return step.kind === 'resolve' && revision !== undefined
    ? { ...step, reason: 'entered_in_error' }
    : step;
}

/** Returns the value that an alert tells, with its unit. */
function told({ over }: RuleOverTime, { value, unit }: Sample, made: number) {
  const isUnchanged = over.fn === 'unchanged';
  const inUnit = isUnchanged ? unit : unitOverTime(over, unit);
  return {
    value: isUnchanged ? value : roundToTell(made),
    ...(inUnit !== undefined && { unit: inUnit }),
  };
}

function keepingOf({ over, condition }: RuleOverTime, { isDelta }: Sample): Keeping {
  const { fn, window } = over;
  const by = keptBy(fn, isDelta === true);
  const differs =
    fn === 'min' || fn === 'max'
      ? (value: JsonNumber, kept: JsonNumber) =>
          rankAmong(condition, value) !== rankAmong(condition, kept)
      : () => true;
  return { by, window, differs };
}

function keptBy(fn: OverTime['fn'], isDelta: boolean): KeptBy {
  switch (fn) {
    case 'min':
      return 'lowest';
    case 'max':
      return 'highest';
    case 'count':
      return 'all';
    case 'rate':
    case 'increase':
      // The lowest value of a tenth shows that its counter began anew.
      return isDelta ? 'deltas' : 'lowest';
    case 'unchanged':
      return 'unchanged';
    case 'avg':
    case 'median':
    case 'change':
    case 'slope':
    case 'forecast':
      return 'earliest';
  }
}

/** Returns between which limits a value lies: values of one rank are judged alike. */
function rankAmong(condition: Condition, value: JsonNumber): number {
  const number = fromJsonNumber(value);
  return allLimits(condition).reduce(
    (rank, limit) => rank + Number(number > limit) + Number(number >= limit),
    0,
  );
}
