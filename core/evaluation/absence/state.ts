import type { Alert } from '../../alert/alert.ts';
import type { Labels } from '../../sample/sample.ts';
import type { Instant } from '../../time/instant.ts';

/** An `absent` rule on one series of a subject, from its first sample on. */
export interface AbsenceEntry {
  readonly kind: 'absence';
  readonly rule: string;
  /**
   * With `unit` and `labels`, whether the rule as it is written today still applies to this series.
   */
  readonly metric: string;
  readonly unit?: string;
  readonly labels: Labels;
  /**
   * The newest sample's time, or the platform's if that was earlier, as last written; the true one
   * may be up to a fifth of the rule's time newer.
   */
  readonly seenAt: Instant;
  /** The alert as it was sent, while the series is absent. */
  readonly alert?: Alert;
  /** Platform time when the firing alert was last sent or reasserted. */
  readonly assertedAt?: Instant;
}
