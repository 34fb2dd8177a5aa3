import type { ResolveReason } from '../alert/alert.ts';
import type { Rule } from '../rule/rule.ts';
import type { Sample } from '../sample/sample.ts';
import type { SeriesState } from './subject.ts';

/**
 * What one sample makes of one rule on its series. `fire` comes without the alert, which the
 * subject's draft adds.
 */
export type Step =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'out_of_order' }
  | { readonly kind: 'remember'; readonly entry: SeriesState }
  | { readonly kind: 'fire'; readonly entry: SeriesState }
  | { readonly kind: 'resolve'; readonly entry: SeriesState; readonly reason: ResolveReason };

export const UNCHANGED: Step = { kind: 'unchanged' };
export const OUT_OF_ORDER: Step = { kind: 'out_of_order' };

/**
 * How finely a time that moves with every sample is remembered, as a share of the rule's own
 * duration: a write for each would be expensive.
 */
export const COARSENESS = 1 / 5;

/** A healthy entry for the series of a sample, its phase never changed. */
export function newEntry(rule: Rule, { metric, unit, labels }: Sample): SeriesState {
  const series = { rule: rule.name, metric, labels, ...(unit === undefined ? {} : { unit }) };
  return { ...series, phase: 'healthy', changedAt: 0 };
}
