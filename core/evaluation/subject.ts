import type { Transition } from '../alert/alert.ts';
import type { PersonalLimits } from '../rule/personal-limit.ts';
import type { Instant } from '../time/instant.ts';
import type { Entry } from './entry.ts';
import type { MetricLastSeen, UnreadNotes } from './notes.ts';

/**
 * Everything known of a subject, of an external alert, or of some heartbeats: one item,
 * one atomic write. `outbox` holds the transitions not yet known to be in the queue.
 */
export interface SubjectState {
  readonly subject: string;
  /** Its entries, keyed by rule name and series labels if a rule makes them. */
  readonly series: Readonly<Record<string, Entry>>;
  /**
   * Entries of a later version, whose kind this one does not know: they are kept as stored, so that
   * a rollout, which runs both on one table, loses nothing of them.
   */
  readonly ofLater?: Readonly<Record<string, object>>;
  /** The limits that hold for it in place of those of the config, by the names of their rules. */
  readonly limits?: PersonalLimits;
  readonly outbox: readonly Transition[];
  /**
   * The highest `seq` of a transition so far; it grows even over a removal, since it is at least
   * the time in ms.
   */
  readonly lastSeq: number;
  /** Platform time by which it must be reconciled: unsent outbox, absence, reassertion, sweep. */
  readonly due?: Instant;
  /**
   * Platform time when it was last saved: ahead of the clock if that has gone back since; see
   * `rebaseSubject`.
   */
  readonly savedAt?: Instant;
  /** Only in the items about what is sent: when each metric of the rules was seen. */
  readonly heard?: Readonly<Record<string, MetricLastSeen>>;
  /** Only in the item about what is sent and read by no rule. */
  readonly unread?: UnreadNotes;
  readonly version: number;
}
