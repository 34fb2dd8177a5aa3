import { fromJsonNumber, type JsonNumber, toJsonNumber } from '../../sample/json-number.ts';
import type { Duration, Instant } from '../../time/instant.ts';

/** A sample that is kept of a series. */
export interface KeptSample {
  readonly at: Instant;
  readonly value: JsonNumber;
}

/**
 * Which samples are kept. Of each tenth of the window the earliest one, and beside it: none more;
 * the lowest or the highest one of the tenth; or all others, which may be values or increases.
 * `unchanged` keeps no window, but since when the value has been the same.
 */
export type KeptBy = 'earliest' | 'lowest' | 'highest' | 'all' | 'deltas' | 'unchanged';

/** The samples that are kept of a series for a rule over time, oldest first. */
export interface Kept {
  readonly by: KeptBy;
  readonly window: Duration;
  readonly samples: readonly KeptSample[];
}

/** How the samples of a rule are kept. */
export interface Keeping {
  readonly by: KeptBy;
  readonly window: Duration;
  /**
   * Whether a lower or higher value than the one kept of its tenth is worth a write: not if no
   * verdict can depend on which of the two is kept.
   */
  readonly differs: (value: JsonNumber, kept: JsonNumber) => boolean;
}

/** Into how many parts a window is cut. */
export const TENTHS = 10;

/**
 * How many samples of a tenth are kept where all are. Of further ones `deltas` adds what is newer
 * to the newest, and `all` keeps none.
 */
const MOST_IN_TENTH = 100;

const NONE_KEPT: readonly KeptSample[] = [];

/**
 * Returns the samples with one more: the same object if that is nothing worth storing. What is kept
 * in the end does not depend on the order in which samples come, nor on how often.
 */
export function keepSample(
  kept: readonly KeptSample[],
  next: KeptSample,
  keeping: Keeping,
): readonly KeptSample[] {
  if (keeping.by === 'unchanged') {
    return keepChange(kept, next, keeping.window);
  }
  const tenth = tenthOf(next.at, keeping.window);
  const inTenth = kept.filter(({ at }) => tenthOf(at, keeping.window) === tenth);
  const those = withinTenth(inTenth, next, keeping);
  if (those === inTenth) {
    return kept;
  }
  const others = kept.filter((one) => !inTenth.includes(one));
  const all = prune(
    [...others, ...those].sort((a, b) => a.at - b.at),
    keeping.window,
  );
  return isSame(all, kept) ? kept : all;
}

/** Returns what was kept as this rule keeps it: the config may have changed. */
export function keptAs(
  kept: Kept | undefined,
  keeping: Keeping,
  until: Instant,
): readonly KeptSample[] {
  if (kept === undefined || kept.by !== keeping.by) {
    return NONE_KEPT;
  }
  const newest = kept.samples.at(-1);
  const samples =
    newest === undefined || newest.at <= until
      ? kept.samples
      : kept.samples.filter(({ at }) => at <= until);
  return kept.window === keeping.window
    ? samples
    : samples.reduce((some, one) => keepSample(some, one, keeping), NONE_KEPT);
}

/**
 * Returns those of the samples that lie in the window of a moment: in its tenth and the ten before.
 */
export function inWindow(
  samples: readonly KeptSample[],
  at: Instant,
  window: Duration,
): readonly KeptSample[] {
  const oldest = tenthOf(at, window) - TENTHS;
  return samples.filter((one) => one.at <= at && tenthOf(one.at, window) >= oldest);
}

function tenthOf(at: Instant, window: Duration): number {
  return Math.floor((at * TENTHS) / window);
}

/** Returns the samples of one tenth with another one: the same object if it is not kept. */
function withinTenth(
  inTenth: readonly KeptSample[],
  next: KeptSample,
  keeping: Keeping,
): readonly KeptSample[] {
  const [first] = inTenth;
  if (first === undefined) {
    return [next];
  }
  switch (keeping.by) {
    case 'all':
    case 'deltas':
      return withAnother(inTenth, next, keeping.by);
    case 'earliest':
      return precedes(next, first, isLower) ? [next] : inTenth;
    case 'lowest':
      return withExtreme(inTenth, next, keeping, isLower);
    case 'highest':
      return withExtreme(inTenth, next, keeping, isHigher);
    case 'unchanged':
      return inTenth;
  }
}

/**
 * Keeps since when a value has been the same. One that changes with each sample is written once in
 * a tenth of the window.
 */
function keepChange(
  kept: readonly KeptSample[],
  next: KeptSample,
  window: Duration,
): readonly KeptSample[] {
  const [known] = kept;
  const isOther = known !== undefined && next.value !== known.value;
  return known === undefined || (isOther && next.at >= known.at + window / TENTHS) ? [next] : kept;
}

type IsMore = (value: JsonNumber, than: JsonNumber) => boolean;

const isLower: IsMore = (value, than) => fromJsonNumber(value) < fromJsonNumber(than);
const isHigher: IsMore = (value, than) => fromJsonNumber(value) > fromJsonNumber(than);

/** Whether a sample is earlier; of two at once the one that is lower, or higher, is. */
function precedes(one: KeptSample, other: KeptSample, isMore: IsMore): boolean {
  return one.at < other.at || (one.at === other.at && isMore(one.value, other.value));
}

function withExtreme(
  inTenth: readonly KeptSample[],
  next: KeptSample,
  { differs }: Keeping,
  isMore: IsMore,
): readonly KeptSample[] {
  const first = inTenth.reduce((a, b) => (precedes(b, a, isMore) ? b : a));
  const extreme = inTenth.reduce((a, b) => (isMore(b.value, a.value) ? b : a));
  const isFirst = precedes(next, first, isMore);
  const isExtreme = isMore(next.value, extreme.value) && differs(next.value, extreme.value);
  if (!isFirst && !isExtreme) {
    return inTenth;
  }
  const [earliest, furthest] = [isFirst ? next : first, isExtreme ? next : extreme];
  return isMore(furthest.value, earliest.value) ? [earliest, furthest] : [earliest];
}

function withAnother(
  inTenth: readonly KeptSample[],
  next: KeptSample,
  by: 'all' | 'deltas',
): readonly KeptSample[] {
  const known = inTenth.find(({ at }) => at === next.at);
  if (known !== undefined) {
    return isHigher(next.value, known.value)
      ? inTenth.map((one) => (one === known ? next : one))
      : inTenth;
  }
  const newest = inTenth.at(-1);
  if (inTenth.length < MOST_IN_TENTH || newest === undefined) {
    return [...inTenth, next];
  }
  if (by === 'all' || next.at < newest.at) {
    return inTenth;
  }
  const value = toJsonNumber(fromJsonNumber(newest.value) + fromJsonNumber(next.value));
  return [...inTenth.slice(0, -1), { at: next.at, value }];
}

/**
 * Returns the samples of the window that ends with the newest one, and one before them, which says
 * that more was measured before.
 */
function prune(samples: readonly KeptSample[], window: Duration): readonly KeptSample[] {
  const newest = samples.at(-1);
  if (newest === undefined) {
    return samples;
  }
  const oldest = tenthOf(newest.at, window) - TENTHS;
  const isBefore = ({ at }: KeptSample) => tenthOf(at, window) < oldest;
  const last = samples.findLast(isBefore);
  if (last === undefined) {
    return samples;
  }
  const before = tenthOf(last.at, window);
  const one = samples.find(({ at }) => tenthOf(at, window) === before) ?? last;
  return [one, ...samples.filter((sample) => !isBefore(sample))];
}

function isSame(some: readonly KeptSample[], others: readonly KeptSample[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index]);
}
