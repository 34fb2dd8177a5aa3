import type { Alert } from '../../alert/alert.ts';
import type { Duration, Instant } from '../../time/instant.ts';

/** A fault of a sender: counted until it reaches its threshold, then an alert. */
export interface SenderFaultEntry {
  readonly kind: 'sender-fault';
  readonly noted: FaultSightings;
  /** Only while its alert fires: when that ends unless the fault is seen again. */
  readonly endsAt?: Instant;
  readonly alert?: Alert;
  /** Platform time when the firing alert was last sent or reasserted. */
  readonly assertedAt?: Instant;
}

/** How often a fault of a sender has been seen, by platform time. */
export interface FaultSightings {
  readonly since: Instant;
  readonly times: number;
  /** Once it is alerted: how long its alert lasts without another sighting. */
  readonly lasts?: Duration;
}
