import type { Rejection } from '#core/sample/validate-sample.ts';
import type { PlacedSample } from './placed.ts';

/** Why a body as a whole holds no samples, for the person who runs the sender. */
export interface Undecodable {
  readonly kind: 'malformed' | 'too_large' | 'unsupported';
  readonly detail: string;
}

/**
 * The result of decoding a body: its samples and what is wrong with single ones, or that the body
 * as a whole is invalid.
 */
export type Decoded =
  | {
      readonly kind: 'samples';
      readonly samples: readonly PlacedSample[];
      readonly errors: readonly (Rejection & { readonly index: number })[];
    }
  | (Undecodable & { readonly kind: 'malformed' });

/** Makes a rejection of something that cannot be decoded as a sample. */
export function malformed(detail: string): Rejection {
  return { reason: 'malformed', detail };
}
