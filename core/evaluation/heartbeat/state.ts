import type { Alert } from '../../alert/alert.ts';
import type { Duration, Instant } from '../../time/instant.ts';

/** A heartbeat that has been heard of. */
export interface HeartbeatEntry {
  readonly kind: 'heartbeat';
  readonly id: string;
  readonly beat: HeartbeatState;
  /** The alert as it was told, while the heartbeat is missing or has failed. */
  readonly alert?: Alert;
  /** Platform time when the firing alert was last told or asserted. */
  readonly assertedAt?: Instant;
}

/** What its pings have said of a heartbeat; all times are the platform's. */
export interface HeartbeatState {
  /** Its first ping: from then on it is watched. */
  readonly watchedAt: Instant;
  /** The last ping of any kind but a log. */
  readonly pingedAt: Instant;
  /** The last ping that told success. */
  readonly succeededAt?: Instant;
  /**
   * When a person last said that its failure, or its absence, is dealt with: from then on the next
   * success is expected.
   */
  readonly excusedAt?: Instant;
  /**
   * Since when a run is under way that has not told its end, and which one it is where its pings
   * say so.
   */
  readonly startedAt?: Instant;
  readonly run?: string;
  /** How long the last run took that told both its beginning and its end. */
  readonly took?: Duration;
  /** Whether a ping has created it, and the config does not name it. */
  readonly created?: true;
}
