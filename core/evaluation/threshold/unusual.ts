import { unitOverTime } from '../../rule/over-time.ts';
import type { ThresholdRule } from '../../rule/threshold.ts';
import { type Band, hourOf, type Usual, usualInWords } from '../../rule/usual.ts';
import { toJsonNumber } from '../../sample/json-number.ts';
import type { Sample } from '../../sample/sample.ts';
import { DAY, type Duration, type Instant } from '../../time/instant.ts';
import { isRetraction } from '../retraction.ts';
import { OUT_OF_ORDER, type Step, UNCHANGED } from '../step.ts';
import { advance, markHealthy, newEntry } from './advance.ts';
import { begin, isUnusual, type Learned, learn, type Measured, usualAt } from './learned.ts';
import { takeBack } from './revise.ts';
import type { ThresholdEntry } from './state.ts';

/** A rule that compares with what is usual. */
export type UnusualRule = ThresholdRule & { readonly usual: Usual };

export function isUnusualRule(rule: ThresholdRule): rule is UnusualRule {
  return rule.usual !== undefined;
}

/** An alert that has lasted so long tells nothing new: what it tells of is learned from then on. */
const NEW_LEVEL_AFTER: Duration = 7 * DAY;

/** The key of what is learned for a rule on one series. */
export const OWN = { of: '', series: '' } as const;

/**
 * Applies a value to a rule with a limit, or to one that compares it with what is usual: there 1
 * goes through the states for a value that is unusual, and 0 for one that is not.
 */
export function advanceValue(
  stored: ThresholdEntry | undefined,
  rule: ThresholdRule,
  sample: Sample,
  now: Instant,
): Step<ThresholdEntry> {
  return isUnusualRule(rule)
    ? advanceUnusual(stored, rule, sample, now)
    : advance(stored, rule, sample, now);
}

function advanceUnusual(
  stored: ThresholdEntry | undefined,
  rule: UnusualRule,
  sample: Sample,
  now: Instant,
): Step<ThresholdEntry> {
  const { usual } = rule;
  const { at, value } = sample;
  const entry = stored ?? newEntry(rule, sample);
  const known = learnedOf(entry, OWN);
  const verdict = verdictOn(known, usual, { at, value }, entry.phase === 'firing');
  if (verdict === undefined) {
    return entry.phase === 'healthy'
      ? withLearned(UNCHANGED, entry, learn(known, usual, { ...OWN, at, value, now }))
      : UNCHANGED;
  }
  if (verdict.isUnusual && isNewLevel(entry, at)) {
    const begun = withOne(markHealthy(entry, at), begin(usual, { ...OWN, at }));
    return { kind: 'resolve', entry: begun, reason: 'became_usual' };
  }
  const judged = advance(stored, rule, { ...sample, value: Number(verdict.isUnusual) }, now);
  if (judged === OUT_OF_ORDER) {
    return judged;
  }
  const lesson = { ...OWN, at, value, isUnusual: verdict.isUnusual, now };
  return withLearned(
    inItsOwnWords(judged, entry, { rule, sample, band: verdict.band, now }),
    entry,
    learn(known, usual, lesson),
  );
}

/** What is usual at a moment, and whether a value is not. */
interface Verdict {
  readonly band: Band;
  readonly isUnusual: boolean;
}

/** Undefined as long as what is usual at that hour is not known. */
export function verdictOn(
  known: Learned | undefined,
  usual: Usual,
  { at, value }: Measured,
  firing: boolean,
): Verdict | undefined {
  const band = usualAt(known, usual, at);
  return band && { band, isUnusual: isUnusual(band, usual, value, firing) };
}

function isNewLevel({ phase, changedAt }: ThresholdEntry, at: Instant): boolean {
  return phase === 'firing' && at >= changedAt + NEW_LEVEL_AFTER;
}

/** Returns what has been learned for one part of a rule on one series. */
export function learnedOf(
  { learned = [] }: Pick<ThresholdEntry, 'learned'>,
  { of, series }: Pick<Learned, 'of' | 'series'>,
): Learned | undefined {
  return learned.find((one) => one.of === of && one.series === series);
}

function withOne(entry: ThresholdEntry, next: Learned): ThresholdEntry {
  return { ...entry, learned: withLesson(entry.learned ?? [], next) };
}

/** Returns all that has been learned, with that of one series in place of what was. */
export function withLesson(learned: readonly Learned[], next: Learned): readonly Learned[] {
  const others = learned.filter(({ of, series }) => of !== next.of || series !== next.series);
  return [...others, next];
}

/** Returns the step with what has been learned, which is owed a write if it is more than before. */
function withLearned(
  step: Step<ThresholdEntry>,
  entry: ThresholdEntry,
  next: Learned,
): Step<ThresholdEntry> {
  if (next === learnedOf(entry, next)) {
    return step;
  }
  return 'entry' in step
    ? { ...step, entry: withOne(step.entry, next) }
    : { kind: 'remember', entry: withOne(entry, next) };
}

/** What was judged, and by what. */
interface Judged {
  readonly rule: UnusualRule;
  readonly sample: Sample;
  readonly band: Band;
  readonly now: Instant;
}

/**
 * Returns when a series will have been learned for as long as its rule asks for, if that is still
 * to come: it judges nothing before.
 */
export function learnsUntil(
  entry: ThresholdEntry,
  { usual, across }: ThresholdRule,
  now: Instant,
): Instant | undefined {
  const { learned = [] } = entry;
  const warmUp = usual?.warmUp ?? across?.terms.find((term) => term.usual)?.usual?.warmUp;
  if (warmUp === undefined || learned.length === 0) {
    return undefined;
  }
  const until = Math.max(...learned.map(({ from }) => from)) + warmUp;
  return until > now ? until : undefined;
}

/** Returns the limit of an alert in words: what is usual at a moment, if that is known. */
export function usualLimit(
  { usual, over }: UnusualRule,
  entry: ThresholdEntry,
  at: Instant,
): string | undefined {
  const band = usualAt(learnedOf(entry, OWN), usual, at);
  const unit = over === undefined ? entry.unit : unitOverTime(over, entry.unit);
  return band && usualInWords(band, hourOf(usual, at), unit);
}

/** Puts the value that was measured in place of the 1 that has gone through the states. */
function inItsOwnWords(
  step: Step<ThresholdEntry>,
  { heard: before }: ThresholdEntry,
  { rule, sample, band }: Judged,
): Step<ThresholdEntry> {
  if (step.kind === 'fire') {
    const limit = usualInWords(band, hourOf(rule.usual, sample.at), sample.unit);
    const { value, unit } = sample;
    return { ...step, measured: { value, ...(unit !== undefined && { unit }), limit } };
  }
  if (step.kind !== 'remember') {
    return step;
  }
  const { heard } = step.entry;
  return heard?.value === undefined || heard === before
    ? step
    : { ...step, entry: { ...step.entry, heard: { ...heard, value: toJsonNumber(sample.value) } } };
}

/**
 * Applies a revision of a sample: what it has begun is taken back, unless it is unusual as it is
 * corrected. What it has taught stays.
 */
export function reviseUnusual(
  stored: ThresholdEntry | undefined,
  rule: UnusualRule,
  sample: Sample,
  now: Instant,
): Step<ThresholdEntry> {
  if (stored === undefined) {
    return UNCHANGED;
  }
  if (isRetraction(sample)) {
    return takeBack(stored, sample.at, 'retracted');
  }
  const { revision: _, ...corrected } = sample;
  return verdictOn(learnedOf(stored, OWN), rule.usual, corrected, false)?.isUnusual
    ? advanceUnusual(stored, rule, corrected, now)
    : takeBack(stored, sample.at, 'corrected');
}
