import type { Author } from '../actor/actor.ts';
import type { Instant } from '../time/instant.ts';

/**
 * What is ordered for one subject in place of what a rule says for all. A limit is in the unit of
 * the rule's metric, and of the same side as the rule's own. For a score it is scale 2 of oxygen
 * saturation.
 */
export type LimitOrder =
  | { readonly kind: 'below' | 'above'; readonly limit: number }
  | { readonly kind: 'outside'; readonly low: number; readonly high: number }
  | { readonly kind: 'oxygen_scale'; readonly scale: 2 };

/** A limit that a clinician has set for one subject, for a time. */
export interface PersonalLimit extends Author {
  /** The rule whose limit it replaces, by its name. */
  readonly rule: string;
  readonly order: LimitOrder;
  /** Why. It may speak of a patient, so it never leaves in a page. */
  readonly reason: string;
  readonly createdAt: Instant;
  readonly endsAt: Instant;
}

/** The limits of one subject by the names of their rules: a rule has one at most. */
export type PersonalLimits = Readonly<Record<string, PersonalLimit>>;

/** The values between which limits for single subjects must lie. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** Describes an order as the config would: `below 85`, `outside 40 to 130`, `oxygen scale 2`. */
export function orderInWords(order: LimitOrder): string {
  switch (order.kind) {
    case 'below':
    case 'above':
      return `${order.kind} ${order.limit}`;
    case 'outside':
      return `outside ${order.low} to ${order.high}`;
    case 'oxygen_scale':
      return `oxygen scale ${order.scale}`;
  }
}
