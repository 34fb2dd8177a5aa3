import type { Instant } from './instant.ts';

/**
 * A half-open interval of time: from `from` up to but not including `to`. Lists of them are sorted
 * by time.
 */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant;
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
  const painted: T[] = [...top];
  let passed = 0;
  for (const span of base) {
    let from = span.from;
    while ((top[passed]?.to ?? Infinity) <= from) {
      passed++;
    }
    for (let i = passed; from < span.to; i++) {
      const cover = top[i] ?? { from: span.to, to: span.to };
      const to = Math.min(cover.from, span.to);
      if (from < to) {
        painted.push({ ...span, from, to });
      }
      from = cover.to;
    }
  }
  return painted.sort((a, b) => a.from - b.from);
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
