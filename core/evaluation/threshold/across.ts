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
import { advance, newEntry, newestKnown } from './advance.ts';
import { isWorthStoring, type LatestValue, termKey, valueAcross, withLatest } from './latest.ts';
import { takeWithoutValue } from './revise.ts';
import type { ThresholdEntry } from './state.ts';

const NONE: readonly LatestValue[] = [];

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
  const values = withSample(known, rule.across, sample, now + CLOCK_SKEW);
  if (values !== known) {
    pass.latest.set(rule.name, values);
  }
  if (pass.hasMore(rule)) {
    return UNCHANGED;
  }
  if (values === known && !pass.latest.has(rule.name)) {
    return sample.revision === undefined ? OUT_OF_ORDER : UNCHANGED;
  }
  return judge(stored, rule, { sample, values, now });
}

/** Returns what is stored for the parts that the rule has today. */
function storedOf(stored: ThresholdEntry | undefined, { terms }: Across): readonly LatestValue[] {
  const latest = stored?.latest ?? NONE;
  const keys = terms.map(termKey);
  return latest.every(({ of }) => keys.includes(of))
    ? latest
    : latest.filter(({ of }) => keys.includes(of));
}

/** Returns the values with a sample, for each part of the rule that reads it. */
function withSample(
  known: readonly LatestValue[],
  { terms }: Across,
  sample: Sample,
  present: Instant,
): readonly LatestValue[] {
  const { at, unit, labels, revision } = sample;
  const series = labelsKey(labels);
  const value = toJsonNumber(sample.value);
  const those = terms.filter((term) => termReads(term, sample));
  return those.reduce((values, term) => {
    const next = { of: termKey(term), series, ...(unit !== undefined && { unit }), at, value };
    if (revision === undefined) {
      return withLatest(values, next, present);
    }
    const revised = values.find(
      (one) => one.of === next.of && one.series === series && one.at === at,
    );
    if (revised === undefined || !isMeant(sample, revised.value)) {
      return values;
    }
    const others = values.filter((one) => one !== revised);
    return isRetraction(sample) ? others : [...others, next];
  }, known);
}

/** The values after the samples of one time. */
interface Judging {
  readonly sample: Sample;
  readonly values: readonly LatestValue[];
  readonly now: Instant;
}

function judge(
  stored: ThresholdEntry | undefined,
  rule: RuleAcross,
  { sample, values, now }: Judging,
): Step<ThresholdEntry> {
  const { across, metric } = rule;
  const { unit: _, revision, ...joined } = { ...sample, metric, labels: {} };
  const base = stored ?? newEntry(rule, joined);
  const isOwed = isWorthStoring(across, base.latest ?? NONE, values);
  const entry = isOwed ? { ...base, latest: values } : base;
  const newest = Math.max(sample.at, ...values.map(({ at }) => at));
  // Beside a clock that is fast, what others measure now is not old.
  const value = valueAcross(across, values, Math.min(newest, now), base.phase === 'firing');
  // The samples of one time may come in two requests, of which the second counts as well.
  const isLate = revision !== undefined || sample.at < newest || newest === newestKnown(base);
  const at = isLate ? Math.max(newest, newestKnown(base) + 1) : newest;
  const step =
    value === undefined
      ? takeWithoutValue(entry, sample)
      : advance(entry, rule, { ...joined, at, value }, now);
  switch (step.kind) {
    case 'fire':
      return {
        ...step,
        entry: { ...step.entry, latest: values },
        measured: tells(across) ? { value: roundToTell(value ?? 0) } : undefined,
      };
    case 'resolve': {
      const reason = revision === undefined ? step.reason : 'entered_in_error';
      return { ...step, reason, entry: { ...step.entry, latest: values } };
    }
    case 'remember':
      return { ...step, entry: { ...step.entry, latest: values } };
    case 'unchanged':
    case 'out_of_order':
      return isOwed ? { kind: 'remember', entry } : step;
  }
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
