import type { Instant } from './instant.ts';

/**
 * A half-open interval of time: from `from` up to but not including `to`. Lists of them are sorted
 * by time.
 */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant;
}

/** Whether two intervals have a moment in common; an empty one has none with any. */
export function overlaps(a: Interval, b: Interval): boolean {
  return Math.max(a.from, b.from) < Math.min(a.to, b.to);
}

/** Returns the intersection of `a` and `b`; neither list overlaps itself. */
export function intersect<A extends Interval, B extends Interval, C>(
  a: readonly A[],
  b: readonly B[],
  join: (a: A, b: B, common: Interval) => C,
): C[] {
  const joined: C[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const left = a[i];
    const right = b[j];
    if (left === undefined || right === undefined) {
      return joined;
    }
    const from = Math.max(left.from, right.from);
    const to = Math.min(left.to, right.to);
    if (from < to) {
      joined.push(join(left, right, { from, to }));
    }
    if (left.to <= right.to) {
      i++;
    } else {
      j++;
    }
  }
}

/**
 * Overlays the base with the top: where the top has something, the base is hidden. Neither list
 * overlaps itself.
 */
export function overlay<T extends Interval>(base: readonly T[], top: readonly T[]): T[] {
  return [...top, ...subtract(base, top)].sort((a, b) => a.from - b.from);
}

/** Returns the parts of some spans that lie in none of the holes. Neither list overlaps itself. */
export function subtract<T extends Interval>(spans: readonly T[], holes: readonly Interval[]): T[] {
  const left: T[] = [];
  let passed = 0;
  for (const span of spans) {
    let from = span.from;
    while ((holes[passed]?.to ?? Infinity) <= from) {
      passed++;
    }
    for (let i = passed; from < span.to; i++) {
      const hole = holes[i] ?? { from: span.to, to: span.to };
      const to = Math.min(hole.from, span.to);
      if (from < to) {
        left.push({ ...span, from, to });
      }
      from = hole.to;
    }
  }
  return left;
}

/** Joins neighbours that touch or overlap, if `join` merges them; undefined keeps them apart. */
export function coalesce<T extends Interval>(
  spans: readonly T[],
  join: (earlier: T, later: T) => T | undefined,
): T[] {
  const coalesced: T[] = [];
  for (const span of spans) {
    const last = coalesced.at(-1);
    const joined = last !== undefined && span.from <= last.to ? join(last, span) : undefined;
    if (joined === undefined) {
      coalesced.push(span);
    } else {
      coalesced[coalesced.length - 1] = joined;
    }
  }
  return coalesced;
}
