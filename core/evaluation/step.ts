import type { Alert, ResolveReason } from '../alert/alert.ts';
import type { Sample } from '../sample/sample.ts';

/**
 * What an alert tells of what has tripped it; `limit` where that is of the moment, and not of the
 * rule.
 */
export type Tripped = Pick<Sample, 'value' | 'unit'> &
  Pick<Alert, 'reaches'> &
  Partial<Pick<Alert, 'limit'>>;

/**
 * What one sample makes of one rule on its series. `fire` comes without the alert, which the
 * evaluation of the subject adds; `measured` is what the alert tells in place of the sample,
 * undefined if it tells no value.
 */
export type Step<State> =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'out_of_order' }
  | { readonly kind: 'remember'; readonly entry: State }
  | {
      readonly kind: 'fire';
      readonly entry: State;
      readonly measured?: Tripped | undefined;
    }
  | { readonly kind: 'resolve'; readonly entry: State; readonly reason: ResolveReason };

export const UNCHANGED: Step<never> = { kind: 'unchanged' };
export const OUT_OF_ORDER: Step<never> = { kind: 'out_of_order' };

/**
 * The resolution at which a time that moves with every sample is stored, as a share of the rule's
 * own duration: a write for each would be expensive.
 */
export const COARSENESS = 1 / 5;
