import type { Instant } from '../time/instant.ts';

/** What is known of a metric of the rules, by platform time. */
export interface MetricLastSeen {
  /** Since when it is expected: the first time it was known, by the config or by a sample. */
  readonly since: Instant;
  /**
   * When a rule last read a sample of it, as last written: the true time may be up to
   * `RECORD_INTERVAL` (`metrics-last-seen.ts`) later.
   */
  readonly heardAt?: Instant;
}

/** A series that is sent and that no rule reads, although one seems meant to. */
export interface UnreadSeries {
  readonly metric: string;
  readonly unit?: string;
  /** When it was sent, as last written. */
  readonly heardAt: Instant;
  /** Some of the subjects that send it, and when they did, as last written. */
  readonly subjects: Readonly<Record<string, Instant>>;
  /** There are more subjects than these. */
  readonly more?: true;
}

/** What was recorded under one config: under another it may be read. */
export interface UnreadNotes {
  /** The hash of the config; see `configHash`. */
  readonly config: string;
  /** The longest known first. */
  readonly series: readonly UnreadSeries[];
  /** There is more than this. */
  readonly more?: true;
}
