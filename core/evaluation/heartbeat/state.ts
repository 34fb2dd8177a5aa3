import type { Alert } from '../../alert/alert.ts';
import type { Duration, Instant } from '../../time/instant.ts';

/** A heartbeat after its first ping. */
export interface HeartbeatEntry {
  readonly kind: 'heartbeat';
  readonly id: string;
  readonly beat: HeartbeatState;
  /** The alert as it was sent, while the heartbeat is missing or has failed. */
  readonly alert?: Alert;
  /** Platform time when the firing alert was last sent or reasserted. */
  readonly assertedAt?: Instant;
}

/** The state from the pings of a heartbeat; all times are the platform's. */
export interface HeartbeatState {
  /** Its first ping: from then on it is watched. */
  readonly watchedAt: Instant;
  /** The last ping of any kind but a log. */
  readonly pingedAt: Instant;
  /** The last ping of success. */
  readonly succeededAt?: Instant;
  /**
   * When a person last said that its failure, or its absence, is dealt with: from then on the next
   * success is expected.
   */
  readonly excusedAt?: Instant;
  /** Since when a run without an end is under way, and its id if its pings have one. */
  readonly startedAt?: Instant;
  readonly run?: string;
  /** The duration of the last run with both its start and its end. */
  readonly took?: Duration;
  /** Whether a ping has created it, and the config does not name it. */
  readonly created?: true;
}
