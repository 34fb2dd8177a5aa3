import type { Instant } from '../time/instant.ts';

/**
 * What distinguishes one series of a metric from another of the same subject, e.g. `{ mount: '/var'
 * }`.
 */
export type Labels = Readonly<Record<string, string>>;

/** One measured value. */
export interface Sample {
  /** What was measured: a bed, a device, a service instance. */
  readonly subject: string;
  readonly metric: string;
  /** A number, an infinity too: more than any limit. NaN is rejected at the door. */
  readonly value: number;
  /** UCUM where the sender knows it, e.g. `%`, `/min`, `ms`. */
  readonly unit?: string;
  /** When it was measured (sample time). */
  readonly at: Instant;
  readonly labels: Labels;
  /** Which of several servers says so, where its labels told: it tells no series apart. */
  readonly replica?: string;
  /**
   * Says what has become of the sample that this series has at this time: it had another value
   * (`corrected`), or should never have been, whatever its value was (`entered_in_error`; the value
   * here is then not looked at) or if it was this one (`value_entered_in_error`). See `revise`.
   */
  readonly revision?: 'corrected' | 'value_entered_in_error' | 'entered_in_error';
}
