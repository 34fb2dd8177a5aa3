import type { Alert } from '../../alert/alert.ts';
import type { AccessRule } from '../../privacy/monitoring.ts';
import type { Instant } from '../../time/instant.ts';

/** What one rule about access to records remembers of one user. */
export interface RecordAccessEntry {
  readonly kind: 'record-access';
  readonly rule: AccessRule;
  /**
   * By pseudonym, when the record of a patient was accessed last: for a rule that counts, of those
   * within its time before the newest; for any other, of those that were alerted.
   */
  readonly patients: Readonly<Record<string, Instant>>;
  /** Platform time of the last access that was written. */
  readonly notedAt: Instant;
  /** Only once a person has ended the alert of a rule that counts: what was before is over. */
  readonly countsFrom?: Instant;
  readonly alert?: Alert;
  /** Platform time when the firing alert was last sent or reasserted. */
  readonly assertedAt?: Instant;
}

/** A user is somehow related to a patient, for a time. */
export interface Relation {
  /** The patient's pseudonym. */
  readonly patient: string;
  readonly from: Instant;
  readonly until: Instant;
  /** They are the same human; otherwise the user has a reason of care. */
  readonly own?: true;
}

/** The relations of a user to patients, as the sender has told them. No rule alerts by it. */
export interface RelationsEntry {
  readonly kind: 'relations';
  readonly relations: readonly Relation[];
  readonly alert?: Alert;
  readonly assertedAt?: Instant;
}
