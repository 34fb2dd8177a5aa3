import type { Sample } from '../sample/sample.ts';
import { MAX_SERIES } from './growth.ts';
import { boundOf, type CounterIndicator, type Indicator } from './indicator.ts';

/** Why what is sent cannot be counted, or not all of it. */
export type Fault =
  | { readonly kind: 'too_many_series' }
  /** Nothing that is sent is the total, of which there is a part. */
  | { readonly kind: 'no_total' }
  /** Some histogram has no bucket with the bound that is asked for. */
  | ({ readonly kind: 'no_bucket' } & Bounds);

/** The bounds of buckets that are next to the one that is asked for, as far as there are any. */
export interface Bounds {
  readonly below?: number;
  readonly above?: number;
}

/** Returns the bounds next to the one that is asked for, among these and that of a bucket. */
export function noteBound(
  indicator: CounterIndicator,
  known: Bounds,
  { labels }: Pick<Sample, 'labels'>,
): Bounds {
  const bound = boundOf(labels);
  return indicator.kind === 'histogram' && bound !== undefined
    ? nextTo(indicator.atMost, known, { below: bound, above: bound })
    : known;
}

/** Returns the bounds next to one, among these and others. */
export function nextTo(asked: number, known: Bounds, others: Bounds): Bounds {
  const below = [known.below, others.below].filter((one) => one !== undefined && one < asked);
  const above = [known.above, others.above].filter((one) => one !== undefined && one > asked);
  const [low, high] = [Math.max(...(below as number[])), Math.min(...(above as number[]))];
  return {
    ...(Number.isFinite(low) && { below: low }),
    ...(Number.isFinite(high) && { above: high }),
  };
}

/** Returns in words for people why it cannot be counted, and what to do. */
export function faultText(fault: Fault, indicator: Indicator): string {
  if (fault.kind === 'too_many_series') {
    return `it has more than ${MAX_SERIES} series: choose fewer by where, or sum them before they are sent`;
  }
  if (fault.kind === 'no_total') {
    return indicator.kind === 'histogram'
      ? 'only its buckets are sent, without its count'
      : 'no series matches its total, only its part: correct metric or where of total';
  }
  const bound = indicator.kind === 'histogram' ? indicator.atMost : 0;
  const next = [fault.below, fault.above].filter((one) => one !== undefined);
  return next.length === 0
    ? `no buckets are sent, only counts: a histogram needs one with the bound ${bound}`
    : `no bucket has the bound ${bound}: those next to it have ${next.join(' and ')}`;
}
