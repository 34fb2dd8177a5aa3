import type { Alert } from '../../alert/alert.ts';
import type { Duration, Instant } from '../../time/instant.ts';

/** Something wrong with a sender: noted until it has been seen often enough, then an alert. */
export interface SenderFaultEntry {
  readonly kind: 'sender-fault';
  readonly noted: FaultSightings;
  /** Only while its alert fires: when that ends unless the fault is seen again. */
  readonly endsAt?: Instant;
  readonly alert?: Alert;
  /** Platform time when the firing alert was last told or asserted. */
  readonly assertedAt?: Instant;
}

/** How often a fault of a sender has been seen, by platform time. */
export interface FaultSightings {
  readonly since: Instant;
  readonly times: number;
  /** Once it is told: for how long its alert lasts without being seen again. */
  readonly lasts?: Duration;
}
