import type { Instant } from '../time/instant.ts';
import { coalesce, type Interval, intersect, overlaps } from '../time/interval.ts';
import { isSameCrew, type Span } from './coverage.ts';

/** A span in which two schedules have other people on call. */
export interface Difference extends Interval {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/**
 * Returns who is on call by turns that may overlap, within a window: contiguous spans, each with
 * other people than the one before, in the order of their names.
 */
export function together(turns: readonly Span[], { from, to }: Interval): readonly Span[] {
  const within = turns.filter((turn) => overlaps(turn, { from, to }));
  const inside = (at: Instant) => at > from && at < to;
  const cuts = new Set([from, ...within.flatMap((turn) => [turn.from, turn.to]).filter(inside)]);
  const starts = [...cuts].sort((a, b) => a - b);
  const pieces = starts.map((start, i) => {
    const held = within.filter((turn) => turn.from <= start && turn.to > start);
    const people = [...new Set(held.flatMap((turn) => turn.people))].sort();
    return { from: start, to: starts[i + 1] ?? to, people };
  });
  return coalesce(pieces, (a, b) =>
    isSameCrew(a.people, b.people) ? { ...a, to: b.to } : undefined,
  );
}

/** Returns the spans in which others are on call after than before. Both cover the same window. */
export function differences(
  before: readonly Span[],
  after: readonly Span[],
): readonly Difference[] {
  const both = intersect(before, after, (old, ours, { from, to }): Difference => {
    return { from, to, before: old.people, after: ours.people };
  });
  return coalesce(
    both.filter((one) => !isSameCrew(one.before, one.after)),
    (a, b) =>
      a.to === b.from && isSameCrew(a.before, b.before) && isSameCrew(a.after, b.after)
        ? { ...a, to: b.to }
        : undefined,
  );
}
