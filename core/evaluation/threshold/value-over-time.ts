import type { Reaches } from '../../alert/alert.ts';
import { median } from '../../collections/median.ts';
import { sum } from '../../collections/sum.ts';
import { type OverTime, TIME_UNITS } from '../../rule/over-time.ts';
import { breaches, type Condition } from '../../rule/threshold.ts';
import { fromJsonNumber } from '../../sample/json-number.ts';
import type { Duration } from '../../time/instant.ts';
import { forecast, limitReached } from './forecast.ts';
import { inWindow, type KeptBy, type KeptSample, TENTHS } from './kept.ts';

/** A sample as functions see it. */
interface Point {
  readonly at: number;
  readonly value: number;
}

type Points = readonly Point[];

/** What a rule makes of the samples that are kept for it. */
export interface Asked {
  readonly over: OverTime;
  readonly condition: Condition;
  /** How the samples are kept; absent while none are. */
  readonly by: KeptBy | undefined;
}

/** How each function makes a value of points in order, of which there is at least one. */
const COMPUTE: Readonly<Record<OverTime['fn'], (points: Points, asked: Asked) => number>> = {
  avg: (points) => sum(points.map(({ value }) => value)) / points.length,
  min: (points) => Math.min(...points.map(({ value }) => value)),
  max: (points) => Math.max(...points.map(({ value }) => value)),
  median: (points) => median(points.map(({ value }) => value)),
  count: (points) => points.length,
  change: (points) => (points.at(-1)?.value ?? Number.NaN) - (points[0]?.value ?? Number.NaN),
  slope: (points, { over }) => slope(points) * unitOf(over),
  forecast: (points, { over, condition }) => forecast(points, over, condition),
  rate: (points, { over, by }) =>
    (increase(by === 'deltas' ? points.slice(1) : points, by) / lengthOf(points)) * unitOf(over),
  increase: (points, { by }) => increase(points, by),
  unchanged: (points, { over }) => unchangedFor(points, over.window),
};

/**
 * Returns what a rule over time judges at the newest of the samples; undefined as long as too
 * little is known of the window. `newest` counts if it comes after all that are kept.
 */
export function valueOverTime(
  asked: Asked,
  kept: readonly KeptSample[],
  newest?: KeptSample,
): number | undefined {
  const { over } = asked;
  const all = withNewest(kept, newest);
  const points = pointsOf(over, all);
  const isKnown = lengthOf(growsWithWindow(over.fn) ? all : points) >= needed(over);
  if (points.length === 0 || !(isKnown || isDecided(asked, points))) {
    return undefined;
  }
  const value = COMPUTE[over.fn](points, asked);
  return Number.isNaN(value) ? undefined : value;
}

/** Returns which limit a forecast of these samples reaches, and when, if it is not beyond it. */
export function reachesOverTime(
  { over, condition }: Pick<Asked, 'over' | 'condition'>,
  kept: readonly KeptSample[],
  newest?: KeptSample,
): Reaches | undefined {
  return over.fn === 'forecast'
    ? limitReached(pointsOf(over, withNewest(kept, newest)), over, condition)
    : undefined;
}

/** Returns the samples of which a value is made. */
function pointsOf({ fn, window }: OverTime, all: readonly KeptSample[]): Points {
  const last = all.at(-1)?.at ?? 0;
  const among = fn === 'unchanged' ? all : inWindow(all, last, window);
  return among.map(({ at, value }) => ({ at, value: fromJsonNumber(value) }));
}

function withNewest(
  kept: readonly KeptSample[],
  newest: KeptSample | undefined,
): readonly KeptSample[] {
  const known = kept.at(-1);
  return newest !== undefined && (known === undefined || newest.at > known.at)
    ? [...kept, newest]
    : kept;
}

/**
 * Whether what is not known of the window could only make the value breach more: one sample above
 * a limit is enough for a maximum, and where it is the newest for a forecast.
 */
function isDecided({ over, condition }: Asked, points: Points): boolean {
  const { kind } = condition;
  switch (over.fn) {
    case 'max':
    case 'count':
    case 'increase':
      return kind === 'above';
    case 'min':
      return kind === 'below';
    case 'unchanged':
      return true;
    case 'forecast':
      return breaches(condition, points.at(-1)?.value ?? Number.NaN, false);
    default:
      return false;
  }
}

/**
 * What grows with the length of the window needs all of it, told by a sample from before; other
 * values need samples in half of it.
 */
function needed({ fn, window }: OverTime): Duration {
  return growsWithWindow(fn) ? window : window / 2;
}

function growsWithWindow(fn: OverTime['fn']): boolean {
  return fn === 'count' || fn === 'increase';
}

/**
 * For how long a value has certainly been the same: a change is written down up to a tenth of the
 * window late.
 */
function unchangedFor(points: Points, window: Duration): Duration {
  const isSame = points[0]?.value === points.at(-1)?.value;
  return isSame ? Math.max(0, lengthOf(points) - window / TENTHS) : 0;
}

function lengthOf(samples: readonly { readonly at: number }[]): Duration {
  return (samples.at(-1)?.at ?? 0) - (samples[0]?.at ?? 0);
}

/** A rate without a unit of time passes no schema. */
function unitOf({ per = 'second' }: OverTime): Duration {
  return TIME_UNITS[per];
}

/** Returns the slope of the line of least squares, per millisecond. */
function slope(points: Points): number {
  const start = points[0]?.at ?? 0;
  const meanAt = sum(points.map(({ at }) => at - start)) / points.length;
  const mean = sum(points.map(({ value }) => value)) / points.length;
  const away = points.map(({ at }) => at - start - meanAt);
  const products = points.map(({ value }, index) => (away[index] ?? 0) * (value - mean));
  return sum(products) / sum(away.map((one) => one * one));
}

/** A counter that falls has begun anew at 0, as in Prometheus: nothing it counted since is lost. */
function increase(points: Points, by: Asked['by']): number {
  if (by === 'deltas') {
    return sum(points.map(({ value }) => value));
  }
  return sum(
    points.map(({ value }, index) => {
      const before = points[index - 1]?.value ?? value;
      return value < before ? value : value - before;
    }),
  );
}
