import { fromJsonNumber } from '../sample/json-number.ts';
import type { TrendPoint } from './point.ts';

/**
 * Returns points by their time, at most about `most` of them: of each equal part of their time the
 * lowest and the highest, so that no peak and no dip is left out.
 */
export function thinPoints(points: readonly TrendPoint[], most: number): readonly TrendPoint[] {
  const sorted = points.toSorted((a, b) => a.at - b.at);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (sorted.length <= most || first === undefined || last === undefined) {
    return sorted;
  }
  const part = (last.at - first.at + 1) / Math.floor(most / 2);
  const parts = Map.groupBy(sorted, ({ at }) => Math.floor((at - first.at) / part));
  return [...parts.values()].flatMap(extremes);
}

/** The lowest and the highest of some points, in the order of their times. */
function extremes(points: readonly TrendPoint[]): readonly TrendPoint[] {
  const measured = ({ value }: TrendPoint) => fromJsonNumber(value);
  const lowest = points.reduce((a, b) => (measured(b) < measured(a) ? b : a));
  const highest = points.reduce((a, b) => (measured(b) > measured(a) ? b : a));
  return points.filter((point) => point === lowest || point === highest);
}
