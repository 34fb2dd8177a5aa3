import type { Alert } from '../../alert/alert.ts';
import type { Labels } from '../../sample/sample.ts';
import type { Instant } from '../../time/instant.ts';

/** A score of a subject: what is known of its parameters. */
export interface ScoreEntry {
  readonly kind: 'score';
  readonly rule: string;
  readonly metric: string;
  /** The labels that all samples it has read had alike. They are no part of its identity. */
  readonly labels: Labels;
  /** Which bands those of the parameters are; see `tableId`. */
  readonly table: string;
  /**
   * The parameters by name. While its alert fires those stay whose value is too old, so that the
   * alert does not end because something is missing.
   */
  readonly parameters: Readonly<Record<string, KnownParameter>>;
  /** The total to which a rise is compared: one of the hour before, by as many parameters. */
  readonly before?: PastTotal;
  /** Only while its alert fires: the name of the level. */
  readonly level?: string;
  readonly alert?: Alert;
  /** Platform time when the firing alert was last sent or reasserted. */
  readonly assertedAt?: Instant;
}

/** The newest value of a parameter. */
export interface KnownParameter {
  /** Which of the parameter's bands it is in: values within one band are not told apart. */
  readonly band: number;
  /**
   * When it was measured, or the platform's time if that was earlier, as last written: what
   * confirms the band is written at a fifth of the parameter's age limit, or after 12 minutes.
   */
  readonly at: Instant;
  /** It is too old to count, and kept only because of the alert that fires. */
  readonly isStale?: true;
}

/** What a score was before. */
export interface PastTotal {
  readonly total: number;
  readonly at: Instant;
  /** How many parameters were known. */
  readonly of: number;
}
