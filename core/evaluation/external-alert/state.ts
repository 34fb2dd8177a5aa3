import type { Alert } from '../../alert/alert.ts';
import type { Instant } from '../../time/instant.ts';

/** An external alert, while it fires and for a while after its end. */
export interface ExternalAlertEntry {
  readonly kind: 'external-alert';
  /** Platform time when it began to fire, or when its end was recorded. */
  readonly changedAt: Instant;
  /** The times that its sender gave; absent if only an end was received. */
  readonly told?: ExternalAlertTimes;
  /** The newest end that was already past when it was sent. */
  readonly lastEnd?: ObservedEnd;
  /** The alert as it was last sent on, while it fires. */
  readonly alert?: Alert;
  /** Platform time when the firing alert was last sent or reasserted. */
  readonly assertedAt?: Instant;
}

/** The times that the sender of an external alert gave. */
export interface ExternalAlertTimes {
  /** When it ends unless it is re-sent; without it, it lasts until somebody ends it. */
  readonly endsAt?: Instant;
  /** The sender's time of its last event, if it gives that. */
  readonly saidAt?: Instant;
  /**
   * The sender's replicas that say that it fires, if they are named: it ends with the last of them.
   */
  readonly replicas?: readonly string[];
  /** A person has resolved it; it ends a little later, unless it is re-sent by then. */
  readonly dismissed?: true;
  /**
   * Platform time of its end; it is remembered for a while, so that earlier messages do not begin
   * it anew.
   */
  readonly endedAt?: Instant;
}

/** The span during which an external alert fired, by the clock of its sender. */
export interface ObservedEnd {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** How often it has come again with a later end, though it went on over the one before. */
  readonly moves: number;
  /** Whether the alert fired when this was first heard. */
  readonly wasFiring?: true;
  /** The host that sent it last, if it is named. */
  readonly by?: string;
}
