import type { Alert } from '../../alert/alert.ts';
import type { Instant } from '../../time/instant.ts';

/** That a subject has more series than its item has room for. */
export interface OverflowEntry {
  readonly kind: 'overflow';
  /** Platform time when some last gave way, as last written down. */
  readonly overflowedAt: Instant;
  readonly alert?: Alert;
  /** Platform time when the firing alert was last told or asserted. */
  readonly assertedAt?: Instant;
}
