import type { Instant } from '../time/instant.ts';

/** What is known of a metric of the rules, by platform time. */
export interface MetricLastSeen {
  /** Since when it is waited for: the first that was known of it, by the config or by a sample. */
  readonly since: Instant;
  /**
   * When a rule read a sample of it, as last written down: the true time may be up to
   * `RECORD_INTERVAL` (`heard-metrics.ts`) later.
   */
  readonly heardAt?: Instant;
}

/** Something that is sent and that no rule reads, though it looks as if one should. */
export interface UnreadSeries {
  readonly metric: string;
  readonly unit?: string;
  /** When it was sent, as last written down. */
  readonly heardAt: Instant;
  /** Some of the subjects that send it, and when they did, as last written down. */
  readonly subjects: Readonly<Record<string, Instant>>;
  /** There are more subjects than these. */
  readonly more?: true;
}

/** What was noted under one config: under another it may be read. */
export interface UnreadNotes {
  /** As `configHash` names it. */
  readonly config: string;
  /** The longest known first. */
  readonly series: readonly UnreadSeries[];
  /** There is more than this. */
  readonly more?: true;
}
