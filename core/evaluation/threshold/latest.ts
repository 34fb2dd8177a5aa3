import { type Matcher, matcherText } from '../../alert/matcher.ts';
import { sum } from '../../collections/sum.ts';
import type { Across, Condition, Term } from '../../rule/threshold.ts';
import { allLimits, breaches } from '../../rule/threshold.ts';
import { fromJsonNumber, type JsonNumber } from '../../sample/json-number.ts';
import type { Duration, Instant } from '../../time/instant.ts';

/** The latest value of a series, for a rule that joins several. */
export interface LatestValue {
  /** Which part of the rule reads it: see `latestKey`. */
  readonly of: string;
  /** The labels of the series, as one text; see `labelsKey`. */
  readonly series: string;
  /** Absent where samples have none, and in what was stored before it was kept. */
  readonly unit?: string;
  readonly at: Instant;
  readonly value: JsonNumber;
}

/** How many series of one part of a rule are kept: those with the newest values. */
const MOST_SERIES = 100;

/** A value that has not changed sides is written again after this share of its age limit. */
const WRITTEN_AGAIN = 1 / 10;

/** Returns one text for what one part of a rule reads, however the config orders them. */
export function termKey({ metric, matchers }: Pick<Term, 'metric' | 'matchers'>): string {
  return [metric, ...matchers.map((matcher: Matcher) => matcherText(matcher))].join(' ');
}

/**
 * Returns one text for the values of one part of a rule. What is unusual has the values 1 and 0,
 * beside those of a series on which another part has a limit.
 */
export function latestKey(term: Pick<Term, 'metric' | 'matchers' | 'usual'>): string {
  const { side, margin, floor } = term.usual ?? {};
  return side === undefined
    ? termKey(term)
    : [termKey(term), 'unusual', side, margin, floor].join(' ');
}

/**
 * Returns the values with one that is newer than that of its series; else the same object. One that
 * a fast clock has dated after `present` gives way to any that is not.
 */
export function withLatest(
  known: readonly LatestValue[],
  next: LatestValue,
  present: Instant,
): readonly LatestValue[] {
  const before = known.find((one) => isSameSeries(one, next));
  if (before !== undefined && before.at >= next.at) {
    const isAhead = before.at > present && next.at <= present;
    if (!isAhead) {
      return known;
    }
  }
  const others = known.filter((one) => one !== before);
  const ofTerm = others.filter(({ of }) => of === next.of);
  const oldest =
    ofTerm.length < MOST_SERIES ? undefined : ofTerm.reduce((a, b) => (b.at < a.at ? b : a));
  return [...others.filter((one) => one !== oldest), next];
}

/**
 * Whether values differ from those that are stored by more than their time, or by a tenth of their
 * age limit: while a subject is well, that is a write for each tenth. One that was revised, has
 * another unit (what was stored before units were has none), or is there no more, does.
 */
export function isWorthStoring(
  { terms }: Across,
  stored: readonly LatestValue[],
  values: readonly LatestValue[],
): boolean {
  const differs = (value: LatestValue) => {
    const before = stored.find((one) => isSameSeries(one, value));
    const term = terms.find((one) => latestKey(one) === value.of);
    return (
      before === undefined ||
      value.at < before.at ||
      value.unit !== before.unit ||
      value.at >= before.at + (term?.maxAge ?? 0) * WRITTEN_AGAIN ||
      (value.at === before.at && value.value !== before.value) ||
      (term?.condition !== undefined && !isSameSide(term.condition, value, before))
    );
  };
  return values.length < stored.length || values.some(differs);
}

function isSameSeries(one: LatestValue, other: LatestValue): boolean {
  return one.of === other.of && one.series === other.series;
}

function isSameSide(condition: Condition, one: LatestValue, other: LatestValue): boolean {
  return allLimits(condition).every((limit) => {
    const [a, b] = [fromJsonNumber(one.value), fromJsonNumber(other.value)];
    return Math.sign(a - limit) === Math.sign(b - limit);
  });
}

/**
 * Returns what a rule that joins several series judges at a moment: 1 or 0 where conditions are
 * joined. Undefined if a value that could decide is missing or too old: what is missing is no 0.
 */
export function valueAcross(
  across: Across,
  values: readonly LatestValue[],
  at: Instant,
  firing: boolean,
): number | undefined {
  const ofTerm = across.terms.map((term) => {
    const key = latestKey(term);
    return values
      .filter((one) => one.of === key && isFresh(one, at, term.maxAge))
      .map(({ value }) => fromJsonNumber(value));
  });
  const [first = [], second = []] = ofTerm;
  switch (across.kind) {
    case 'all':
    case 'any':
      return joined(across, ofTerm, firing);
    case 'sum':
      return first.length === 0 ? undefined : known(sum(first));
    case 'max':
      return first.length === 0 ? undefined : Math.max(...first);
    case 'min':
      return first.length === 0 ? undefined : Math.min(...first);
    case 'ratio':
      return first.length === 0 || second.length === 0
        ? undefined
        : known(sum(first) / sum(second));
  }
}

function isFresh({ at }: LatestValue, now: Instant, maxAge: Duration): boolean {
  return now - at <= maxAge;
}

function joined(
  { kind, terms }: Across,
  values: readonly (readonly number[])[],
  firing: boolean,
): number | undefined {
  const holds = terms.map(({ condition }, index) => {
    const those = values[index] ?? [];
    return condition === undefined || those.length === 0
      ? undefined
      : those.some((value) => breaches(condition, value, firing));
  });
  const decides = kind === 'any';
  if (holds.includes(decides)) {
    return Number(decides);
  }
  return holds.includes(undefined) ? undefined : Number(!decides);
}

function known(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value;
}
