import type { Plausible } from '../rule/plausible.ts';
import { BODILY, FRACTION, outsideOf, type PossibleRange } from '../sample/possible-values.ts';
import type { Sample } from '../sample/sample.ts';
import type { Rejection } from '../sample/validate-sample.ts';
import { isRetraction } from './retraction.ts';
import { allMatch } from './rule-index.ts';

/** The ranges that hold in every config: what only a body has, in the unit of its ranges. */
export const BUILT_IN: readonly Plausible[] = BODILY.map(({ metric, unit, range }) => ({
  metric,
  matchers: [{ name: 'unit', op: '=', value: unit }],
  range,
}));

/** Returns the ranges of a config, and those that hold in every config, by metric. */
export function plausibility(own: readonly Plausible[]): ReadonlyMap<string, readonly Plausible[]> {
  return Map.groupBy([...own, ...BUILT_IN], ({ metric }) => metric);
}

/**
 * Returns why a sample is no state of what it measures, by the ranges of its metric; undefined if
 * it may be.
 */
export function whyImplausible(
  ranges: readonly Plausible[],
  sample: Sample,
): Rejection | undefined {
  for (const { matchers, range } of ranges) {
    const outside = isBeyond(range, sample) ? undefined : outsideOf(range, sample.value);
    if (outside !== undefined && !isRetraction(sample) && allMatch(matchers, sample)) {
      const { metric, value, unit = '' } = sample;
      const is = `value is ${`${value} ${unit}`.trim()}, which ${metric} cannot be here`;
      const allowed = `plausible is ${range.from} to ${`${range.to} ${unit}`.trim()}`;
      const detail = `${is}: ${outside === 'fraction' ? FRACTION : allowed}`;
      return { reason: 'impossible', detail, metric };
    }
  }
  return undefined;
}

/** A bound beyond the range says where a device ends, and what the value is, nobody knows. */
function isBeyond({ from, to }: PossibleRange, { value, bound }: Sample): boolean {
  return bound === 'above' ? value > to : bound === 'below' && value < from;
}
