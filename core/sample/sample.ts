import type { Instant } from '../time/instant.ts';

/**
 * The labels that distinguish one series of a metric from another of the same subject, e.g. `{
 * mount: '/var' }`.
 */
export type Labels = Readonly<Record<string, string>>;

/** One measured value. */
export interface Sample {
  /** What was measured: a bed, a device, a service instance. */
  readonly subject: string;
  readonly metric: string;
  /** A number, which may be infinite: beyond any limit. NaN is rejected. */
  readonly value: number;
  /** Set where only a bound is known, which is the end of a device's range: it lies beyond it. */
  readonly bound?: 'above' | 'below';
  /** UCUM if the sender knows it, e.g. `%`, `/min`, `ms`. */
  readonly unit?: string;
  /** When it was measured (sample time). */
  readonly at: Instant;
  readonly labels: Labels;
  /** The value is by how much a counter has grown since the sample before, and not its total. */
  readonly isDelta?: true;
  /** Since when a counter has counted what its value is, if the sender says. */
  readonly since?: Instant;
  /** The replica that sent it, if a label named one: it distinguishes no series. */
  readonly replica?: string;
  /**
   * A revision of the sample that this series has at this time: it had another value (`corrected`),
   * or should never have existed, whatever its value was (`entered_in_error`; the value here is
   * then ignored) or if it was this one (`value_entered_in_error`). See `revise`.
   */
  readonly revision?: 'corrected' | 'value_entered_in_error' | 'entered_in_error';
}
