import { type Matcher, matchesSeries } from '../../alert/matcher.ts';
import { roundToTell } from '../../rule/over-time.ts';
import type { Across, RuleAcross } from '../../rule/threshold.ts';
import { toJsonNumber } from '../../sample/json-number.ts';
import { labelsKey } from '../../sample/labels-key.ts';
import type { Sample } from '../../sample/sample.ts';
import { CLOCK_SKEW } from '../../time/clock-skew.ts';
import type { Instant } from '../../time/instant.ts';
import type { Taking } from '../kind.ts';
import { isMeant, isRetraction } from '../retraction.ts';
import { termReads } from '../rule-index.ts';
import { OUT_OF_ORDER, type Step, UNCHANGED } from '../step.ts';
import { newEntry, newestKnown } from './advance.ts';
import {
  isWorthStoring,
  type LatestValue,
  latestKey,
  termKey,
  valueAcross,
  withLatest,
} from './latest.ts';
import type { Learned } from './learned.ts';
import { takeWithoutValue } from './revise.ts';
import type { ThresholdEntry } from './state.ts';
import { advanceValue, learnedToday } from './unusual.ts';
import { asksUnusual, type JudgingTerms, takeTerm } from './unusual-term.ts';

const NONE: readonly LatestValue[] = [];

/** What a rule knows of its series. */
interface Known {
  readonly values: readonly LatestValue[];
  readonly learned: readonly Learned[];
}

/**
 * Applies a sample to a rule that joins several series of a subject. The newest value of each is
 * put together once for all samples of one time, which then goes through the same states as that
 * of a single sample.
 */
export function takeAcross(
  stored: ThresholdEntry | undefined,
  rule: RuleAcross,
  sample: Sample,
  { now, pass }: Taking,
): Step<ThresholdEntry> {
  const known = pass.latest.get(rule.name) ?? storedOf(stored, rule.across);
  const before = pass.learned.get(rule.name) ?? learnedToday(stored ?? {}, rule);
  const firingSince = stored?.phase === 'firing' ? stored.changedAt : undefined;
  const { values, learned } = withSample({ values: known, learned: before }, rule.across, sample, {
    firingSince,
    now,
  });
  if (values !== known) {
    pass.latest.set(rule.name, values);
  }
  if (learned !== before) {
    pass.learned.set(rule.name, learned);
  }
  if (pass.hasMore(rule)) {
    return UNCHANGED;
  }
  const isNew = pass.latest.has(rule.name) || pass.learned.has(rule.name);
  if (!isNew) {
    return sample.revision === undefined ? OUT_OF_ORDER : UNCHANGED;
  }
  return judge(stored, rule, { sample, values, learned, now });
}

/** Returns what is stored for the parts that the rule has today. */
function storedOf(stored: ThresholdEntry | undefined, { terms }: Across): readonly LatestValue[] {
  const latest = stored?.latest ?? NONE;
  const keys = terms.map(latestKey);
  return latest.every(({ of }) => keys.includes(of))
    ? latest
    : latest.filter(({ of }) => keys.includes(of));
}

/** Returns what is known after a sample, for each part of the rule that reads it. */
function withSample(known: Known, { terms }: Across, sample: Sample, judging: JudgingTerms): Known {
  const series = labelsKey(sample.labels);
  const those = terms.filter((term) => termReads(term, sample));
  return those.reduce(({ values, learned }, term) => {
    const of = latestKey(term);
    const { subject, at, value, revision } = sample;
    if (!asksUnusual(term)) {
      const next = { ...latestOf(sample, { of, series }), value: toJsonNumber(value) };
      return { values: withValue(values, next, sample, judging.now), learned };
    }
    if (revision !== undefined) {
      return { values: withoutRevised(values, { of, series, at }), learned };
    }
    const read = { subject, of: termKey(term), series, at, value };
    const taken = takeTerm(learned, term, read, judging);
    if (taken.value === undefined) {
      return { values, learned: taken.learned };
    }
    const next = { ...latestOf(sample, { of, series }), value: taken.value };
    return { values: withValue(values, next, sample, judging.now), learned: taken.learned };
  }, known);
}

type Place = Pick<LatestValue, 'of' | 'series'>;

function latestOf({ at, unit }: Sample, place: Place): Omit<LatestValue, 'value'> {
  return { ...place, ...(unit !== undefined && { unit }), at };
}

function withValue(
  values: readonly LatestValue[],
  next: LatestValue,
  sample: Sample,
  now: Instant,
): readonly LatestValue[] {
  if (sample.revision === undefined) {
    return withLatest(values, next, now + CLOCK_SKEW);
  }
  const revised = values.find((one) => isAtPlace(one, next));
  if (revised === undefined || !isMeant(sample, revised.value)) {
    return values;
  }
  const others = values.filter((one) => one !== revised);
  return isRetraction(sample) ? others : [...others, next];
}

/** Of what was judged by what is usual only that is kept: as it was revised it is not known. */
function withoutRevised(
  values: readonly LatestValue[],
  place: Place & Pick<LatestValue, 'at'>,
): readonly LatestValue[] {
  const others = values.filter((one) => !isAtPlace(one, place));
  return others.length === values.length ? values : others;
}

function isAtPlace(one: LatestValue, { of, series, at }: Place & Pick<LatestValue, 'at'>): boolean {
  return one.of === of && one.series === series && one.at === at;
}

/** What is known after the samples of one time. */
interface Judging extends Known {
  readonly sample: Sample;
  readonly now: Instant;
}

function judge(
  stored: ThresholdEntry | undefined,
  rule: RuleAcross,
  { sample, values, learned, now }: Judging,
): Step<ThresholdEntry> {
  const { across, metric } = rule;
  const { unit: _, revision, ...joined } = { ...sample, metric, labels: {} };
  const base = stored ?? newEntry(rule, joined);
  const hasLearned = learned !== learnedToday(base, rule);
  const isOwed = hasLearned || isWorthStoring(across, base.latest ?? NONE, values);
  const entry = isOwed ? { ...base, latest: values, ...(hasLearned && { learned }) } : base;
  const newest = Math.max(sample.at, ...values.map(({ at }) => at));
  // Beside a clock that is fast, what others measure now is not old.
  const value = valueAcross(across, values, Math.min(newest, now), base.phase === 'firing');
  // The samples of one time may come in two requests, of which the second counts as well.
  const isLate = revision !== undefined || sample.at < newest || newest === newestKnown(base);
  const at = isLate ? Math.max(newest, newestKnown(base) + 1) : newest;
  const step =
    value === undefined
      ? takeWithoutValue(entry, sample)
      : advanceValue(entry, rule, { ...joined, at, value }, now);
  switch (step.kind) {
    case 'fire':
      return {
        ...step,
        entry: { ...step.entry, latest: values },
        measured: tells(across) ? { ...step.measured, value: roundToTell(value ?? 0) } : undefined,
      };
    case 'resolve': {
      const ofSample = hasBegunAnew(learned) ? 'became_usual' : step.reason;
      const reason = revision === undefined ? ofSample : 'entered_in_error';
      return { ...step, reason, entry: { ...step.entry, latest: values } };
    }
    case 'remember':
      return { ...step, entry: { ...step.entry, latest: values } };
    case 'unchanged':
    case 'out_of_order':
      return isOwed ? { kind: 'remember', entry } : step;
  }
}

/** Whether something is learned anew from now on, since it has been unusual for so long. */
function hasBegunAnew(learned: readonly Learned[]): boolean {
  return learned.some(({ times }) => times === 0);
}

/** Whether an alert tells a value: of joined conditions there is none. */
export function tells({ kind }: Across): boolean {
  return kind !== 'all' && kind !== 'any';
}

/** Whether a rule that joins series still reads a subject, whatever labels its series have. */
export function readsSubject({ across }: RuleAcross, subject: string): boolean {
  const holds = (matcher: Matcher) => matcher.name !== 'subject' || matchesSeries(matcher, subject);
  return across.terms.some(({ matchers }) => matchers.every(holds));
}
