import type { Alert } from '../../alert/alert.ts';
import type { Instant } from '../../time/instant.ts';

/** What is missing of a score could change its level. */
export interface IncompleteScoreEntry {
  readonly kind: 'incomplete-score';
  /** The rule of the score. */
  readonly rule: string;
  /** Platform time since when. */
  readonly since: Instant;
  /** The technical alert about it, once it has lasted. */
  readonly alert?: Alert;
  /** Platform time when the firing alert was last sent or reasserted. */
  readonly assertedAt?: Instant;
}
