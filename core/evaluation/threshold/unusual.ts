import { overTimeInWords, unitOverTime } from '../../rule/over-time.ts';
import { type ThresholdRule, warmUpOf } from '../../rule/threshold.ts';
import { type Band, hourOf, type Usual, usualInWords } from '../../rule/usual.ts';
import { toJsonNumber } from '../../sample/json-number.ts';
import type { Sample } from '../../sample/sample.ts';
import type { Instant } from '../../time/instant.ts';
import { isRetraction } from '../retraction.ts';
import { OUT_OF_ORDER, type Step, UNCHANGED } from '../step.ts';
import { advance, markHealthy, newEntry } from './advance.ts';
import { termKey } from './latest.ts';
import {
  begin,
  isNewLevel,
  isUnusual,
  type Learned,
  learn,
  type Measured,
  usualAt,
} from './learned.ts';
import { takeBack } from './revise.ts';
import type { ThresholdEntry } from './state.ts';

/** A rule that compares with what is usual. */
export type UnusualRule = ThresholdRule & { readonly usual: Usual };

export function isUnusualRule(rule: ThresholdRule): rule is UnusualRule {
  return rule.usual !== undefined;
}

type LearnedKey = Pick<Learned, 'of' | 'series'>;

/** The key of what is learned of the value of a rule: made in another way it is another one. */
function ownKey({ over, across }: ThresholdRule): LearnedKey {
  const ofSeries = over === undefined ? '' : overTimeInWords(over);
  const of =
    across === undefined ? ofSeries : [across.kind, ...across.terms.map(termKey)].join(' ');
  return { of, series: '' };
}

/** Returns what has been learned of the value that a rule makes as it is written today. */
function ownLearned(entry: ThresholdEntry, rule: UnusualRule): Learned | undefined {
  return learnedOf(entry, ownKey(rule));
}

const NOTHING: readonly Learned[] = [];

/** Returns what has been learned of all that a rule asks for as it is written today. */
export function learnedToday(
  { learned = NOTHING }: Pick<ThresholdEntry, 'learned'>,
  rule: ThresholdRule,
): readonly Learned[] {
  if (learned.length === 0) {
    return NOTHING;
  }
  const terms = rule.across?.terms.filter(({ usual }) => usual !== undefined) ?? [];
  const keys = isUnusualRule(rule) ? [ownKey(rule).of] : terms.map(termKey);
  return learned.every(({ of }) => keys.includes(of))
    ? learned
    : learned.filter(({ of }) => keys.includes(of));
}

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
  const { subject, at, value } = sample;
  const entry = stored ?? newEntry(rule, sample);
  const key = ownKey(rule);
  const known = learnedOf(entry, key);
  const firing = entry.phase === 'firing';
  const verdict = verdictOn(known, usual, { at, value }, firing);
  // Also where nothing is known to judge it by any more, or the alert would never end.
  if (firing && verdict?.isUnusual !== false && isNewLevel(entry.changedAt, at)) {
    const begun = withOne(markHealthy(entry, at), begin(usual, { ...key, at }));
    return { kind: 'resolve', entry: begun, reason: 'became_usual' };
  }
  if (verdict === undefined) {
    return entry.phase === 'healthy'
      ? withLearned(
          UNCHANGED,
          entry,
          learn(known, usual, { ...key, subject, at, value, firing, now }),
        )
      : UNCHANGED;
  }
  const judged = advance(stored, rule, { ...sample, value: Number(verdict.isUnusual) }, now);
  if (judged === OUT_OF_ORDER) {
    return judged;
  }
  const lesson = { ...key, subject, at, value, isUnusual: verdict.isUnusual, firing, now };
  return withLearned(
    inItsOwnWords(judged, entry, { rule, sample, band: verdict.band }),
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

/** Whether a value would begin an alert of a rule, by what it knows by now. */
export function wouldBeUnusual(
  entry: ThresholdEntry,
  rule: UnusualRule,
  measured: Measured,
): boolean {
  return verdictOn(ownLearned(entry, rule), rule.usual, measured, false)?.isUnusual === true;
}

/** Returns what has been learned for one part of a rule on one series. */
export function learnedOf(
  { learned = NOTHING }: Pick<ThresholdEntry, 'learned'>,
  { of, series }: LearnedKey,
): Learned | undefined {
  return learned.find((one) => one.of === of && one.series === series);
}

function withOne(entry: ThresholdEntry, next: Learned): ThresholdEntry {
  return { ...entry, learned: [next] };
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
}

/**
 * Returns when a series will have been learned for as long as its rule asks for, if that is still
 * to come: it judges nothing before.
 */
export function learnsUntil(
  entry: ThresholdEntry,
  rule: ThresholdRule,
  now: Instant,
): Instant | undefined {
  const learned = learnedToday(entry, rule);
  const warmUp = warmUpOf(rule);
  if (warmUp === undefined || learned.length === 0) {
    return undefined;
  }
  const until = Math.max(...learned.map(({ from }) => from)) + warmUp;
  return until > now ? until : undefined;
}

/** Returns the limit of an alert in words: what is usual at a moment, if that is known. */
export function usualLimit(
  rule: UnusualRule,
  entry: ThresholdEntry,
  at: Instant,
): string | undefined {
  const { usual, over } = rule;
  const band = usualAt(ownLearned(entry, rule), usual, at);
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
  return wouldBeUnusual(stored, rule, corrected)
    ? advanceUnusual(stored, rule, corrected, now)
    : takeBack(stored, sample.at, 'corrected');
}
