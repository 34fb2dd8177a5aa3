import type { Alert, Transition } from '../alert/alert.ts';
import type { JsonNumber } from '../sample/json-number.ts';
import type { Duration, Instant } from '../time/instant.ts';
import type { MetricLastSeen, UnreadNotes } from './notes.ts';

/**
 * One rule on one series of a subject, where there is something to remember. A series that is
 * healthy and not watched for absence has no entry: a healthy subject costs no write.
 */
export interface SeriesState {
  readonly rule: string;
  /** With `unit` and `labels`, whether the rule as it is written today still means this series. */
  readonly metric: string;
  readonly unit?: string;
  /** The series labels as they distinguish it from others of the subject. */
  readonly labels: Readonly<Record<string, string>>;
  readonly phase: 'healthy' | 'pending' | 'firing';
  /**
   * Sample time of the last change of the phase; 0: it has not changed yet. A sample not newer than
   * this is out of order and changes nothing.
   */
  readonly changedAt: Instant;
  /** Sample time since when the condition has held; for pending and firing. */
  readonly since?: Instant;
  /** Sample time of the newest breaching sample that was worth remembering (`keepFiringFor`). */
  readonly lastBreachAt?: Instant;
  /**
   * For rules with a window: the last samples, newest last, at most `of`. Absent where none of them
   * breaches.
   */
  readonly window?: readonly { readonly at: Instant; readonly breach: boolean }[];
  /**
   * The breach by which silence is judged: the one that began the wait, or with which the window
   * ends; `at` is the platform's time when it was heard.
   */
  readonly heard?: { readonly at: Instant; readonly value?: JsonNumber };
  /**
   * For `keepFiringFor`, while firing: that the newest values were normal, since which sample time
   * `at`, and when the first of them was heard (platform time). Both are absent after a further
   * breach; `times` counts how often this was noted.
   */
  readonly normal?: { readonly times: number; readonly at?: Instant; readonly heardAt?: Instant };
  /**
   * For `absent` rules: the newest sample's time, or the platform's if that was earlier, as last
   * written down; the true one may be up to a fifth of `for` newer.
   */
  readonly seenAt?: Instant;
  /** Only of an alert of a process: platform time when that was heard of, as last written down. */
  readonly processHeardAt?: Instant;
  /** The alert as it was told, while firing. */
  readonly alert?: Alert;
  /** Platform time when the firing alert was last told or asserted. */
  readonly assertedAt?: Instant;
  /** Only of an external alert. */
  readonly sent?: ExternalAlertTimes;
  /** Only of an external alert: the newest end that had come when it was told. */
  readonly lastEnd?: ObservedEnd;
  /** Only of a fault of a sender: how often it was seen. */
  readonly noted?: FaultSightings;
  /** Only of a heartbeat: what its last pings have said. */
  readonly beat?: HeartbeatState;
  /**
   * Only of the alert that the subject has too many series: platform time when some last gave way,
   * as last written down.
   */
  readonly crowdedAt?: Instant;
}

/** What the sender of an external alert has told of its times. */
export interface ExternalAlertTimes {
  /** When it ends unless it is sent again; without it, it lasts until somebody ends it. */
  readonly endsAt?: Instant;
  /** When its sender said the last that was heard of it, where it tells that. */
  readonly saidAt?: Instant;
  /**
   * The replicas of its sender that say that it fires, where they say which they are: it ends with
   * the last of them.
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

/** How often a fault of a sender has been seen, by platform time. */
export interface FaultSightings {
  readonly since: Instant;
  readonly times: number;
  /** Once it is told: for how long its alert lasts without being seen again. */
  readonly lasts?: Duration;
}

/** What is known of a heartbeat; all times are the platform's. */
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

/**
 * Everything known of a subject, of an external alert, or of some heartbeats: one item,
 * one atomic write. `outbox` holds the transitions not yet known to be in the queue.
 */
export interface SubjectState {
  readonly subject: string;
  /** Keyed by rule name and series labels. */
  readonly series: Readonly<Record<string, SeriesState>>;
  readonly outbox: readonly Transition[];
  /**
   * The highest `seq` given to a transition so far; grows even over a removal, since it is at least
   * the time in ms.
   */
  readonly lastSeq: number;
  /** Platform time by which somebody must look: unsent outbox, absence, assertion, sweep. */
  readonly due?: Instant;
  /**
   * Platform time when it was last saved: ahead of the clock where that has gone back since; see
   * `inPresent`.
   */
  readonly savedAt?: Instant;
  /** Only of the items about what is sent: by metric of the rules, when it was heard. */
  readonly heard?: Readonly<Record<string, MetricLastSeen>>;
  /** Only of the item about what is sent and read by no rule. */
  readonly unread?: UnreadNotes;
  readonly version: number;
}
