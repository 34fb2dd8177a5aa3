import type { Reaches } from '../../alert/alert.ts';
import { median } from '../../collections/median.ts';
import type { OverTime } from '../../rule/over-time.ts';
import { breaches, type Condition } from '../../rule/threshold.ts';
import type { Duration, Instant } from '../../time/instant.ts';

/** A sample as forecasts see it. */
interface Point {
  readonly at: Instant;
  readonly value: number;
}

type Points = readonly Point[];

/**
 * The last part of a window is this part of it, and has so many samples at least, of which any one
 * may stray: it moves neither the slope nor the level.
 */
const LAST_PART = 0.4;
const FEWEST_LAST = 5;
/**
 * With at least so many in the window, of which at most half are its last part, no jump is a slope
 * of both: it is one of the window only where more than half of all pairs of samples cross it,
 * which then lies before the last part, or in it where most pairs of that do not cross it.
 */
const FEWEST = 2 * FEWEST_LAST;

/** Where a series goes if it goes on as it does: a line from the time of its newest sample. */
interface Line {
  readonly from: Instant;
  readonly level: number;
  /** Per millisecond; 0 where the two windows do not agree. */
  readonly slope: number;
}

/**
 * Returns the value that a series will have if it goes on as in the window; the newest one where
 * that is beyond its limit already, and NaN where too few samples are known.
 *
 * A slope is the median of those between all pairs of samples (Theil 1950, Sen 1968), so that few
 * values that stray do not count. After a sudden drop or jump the slope over a window is that of no
 * time; since it does not last, the slope over the last part of the window must have the same sign,
 * and the flatter of both counts. The line goes through the samples of that last part, or through
 * the newest alone where that is further from what lies ahead: somebody has made room.
 */
export function forecast(points: Points, over: OverTime, condition: Condition): number {
  const newest = points.at(-1)?.value ?? Number.NaN;
  if (breaches(condition, newest, false)) {
    return newest;
  }
  const line = lineOf(points, over.window);
  return line === undefined ? Number.NaN : line.level + line.slope * (over.ahead ?? 0);
}

/** Returns which limit a series will reach, and when; undefined where it is beyond that already. */
export function limitReached(
  points: Points,
  { window }: OverTime,
  condition: Condition,
): Reaches | undefined {
  const newest = points.at(-1)?.value ?? Number.NaN;
  const line = lineOf(points, window);
  if (line === undefined || line.slope === 0 || breaches(condition, newest, false)) {
    return undefined;
  }
  const limit = limitAhead(condition, line.slope);
  if (limit === undefined) {
    return undefined;
  }
  const left = Math.max(0, (limit - line.level) / line.slope);
  return { limit, at: Math.round(line.from + left) };
}

/** Whether a limit is one that a forecast may reach: that of a rule may have changed since. */
export function isLimitAhead(condition: Condition, limit: number): boolean {
  return [1, -1].some((slope) => limitAhead(condition, slope) === limit);
}

function limitAhead(condition: Condition, slope: number): number | undefined {
  switch (condition.kind) {
    case 'above':
      return slope > 0 ? condition.limit : undefined;
    case 'below':
      return slope < 0 ? condition.limit : undefined;
    case 'outside':
      return slope > 0 ? condition.high : condition.low;
    case 'equals':
    case 'stuck':
      return undefined;
  }
}

function lineOf(points: Points, window: Duration): Line | undefined {
  const newest = points.at(-1);
  if (newest === undefined || points.length < FEWEST) {
    return undefined;
  }
  const { at: from, value } = newest;
  const late = points.filter(({ at }) => at >= from - window * LAST_PART).length;
  const last = points.slice(-Math.max(FEWEST_LAST, Math.min(late, Math.floor(points.length / 2))));
  const slope = agreed(slopeOf(points), slopeOf(last));
  const level = median(last.map((one) => one.value + slope * (from - one.at)));
  return { from, level: further(slope, level, value), slope };
}

/** Returns that of two levels which is further from where a slope leads. */
function further(slope: number, level: number, newest: number): number {
  if (slope === 0) {
    return level;
  }
  return slope > 0 ? Math.min(level, newest) : Math.max(level, newest);
}

/** Returns the flatter of two slopes, and 0 of one that rises and one that falls. */
function agreed(one: number, other: number): number {
  if (Math.sign(one) !== Math.sign(other)) {
    return 0;
  }
  return Math.abs(one) < Math.abs(other) ? one : other;
}

/** Returns the median slope between all pairs of samples, which have times of their own. */
function slopeOf(points: Points): number {
  return median(
    points.flatMap((one, index) =>
      points.slice(index + 1).map(({ at, value }) => (value - one.value) / (at - one.at)),
    ),
  );
}
