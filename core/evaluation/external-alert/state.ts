import type { Alert } from '../../alert/alert.ts';
import type { Instant } from '../../time/instant.ts';

/** An external alert, while it fires and for a while after its end. */
export interface ExternalAlertEntry {
  readonly kind: 'external-alert';
  /** Platform time when it began to fire, or when its end was noted. */
  readonly changedAt: Instant;
  /** What its sender has told of its times; absent where only an end was heard of. */
  readonly told?: ExternalAlertTimes;
  /** The newest end that had come when it was told. */
  readonly lastEnd?: ObservedEnd;
  /** The alert as it was told on, while it fires. */
  readonly alert?: Alert;
  /** Platform time when the firing alert was last told or asserted. */
  readonly assertedAt?: Instant;
}

/** What the sender of an external alert has told of its times. */
export interface ExternalAlertTimes {
  /** When it ends unless it is sent again; without it, it lasts until somebody ends it. */
  readonly endsAt?: Instant;
  /** When its sender said the last that was heard of it, where it tells that. */
  readonly saidAt?: Instant;
  /**
   * The replicas of its sender that say that it applyFiring, where they say which they are: it ends
   * with the last of them.
   */
  readonly replicas?: readonly string[];
  /** A person has said that it is over; it ends a little later, unless it is sent again by then. */
  readonly dismissed?: true;
  /**
   * Platform time of its end; it is remembered for a while, so that what was said before does not
   * begin it anew.
   */
  readonly endedAt?: Instant;
}

/** From when to when an external alert fired, by the clock of its sender. */
export interface ObservedEnd {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** How often it has come again with a later end, though it went on over the one before. */
  readonly moves: number;
  /** Whether the alert fired when this was first heard. */
  readonly wasFiring?: true;
  /** The host that told it last, where it says which it is. */
  readonly by?: string;
}
