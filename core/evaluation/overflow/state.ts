import type { Alert } from '../../alert/alert.ts';
import type { Instant } from '../../time/instant.ts';

/** A subject has more series than its item has room for. */
export interface OverflowEntry {
  readonly kind: 'overflow';
  /** Platform time of the last eviction, as last written. */
  readonly overflowedAt: Instant;
  readonly alert?: Alert;
  /** Platform time when the firing alert was last sent or reasserted. */
  readonly assertedAt?: Instant;
}
