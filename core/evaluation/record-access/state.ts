import type { Alert } from '../../alert/alert.ts';
import type { AccessRule, CareResource } from '../../privacy/monitoring.ts';
import type { Instant } from '../../time/instant.ts';

/** What one rule about access to records remembers of one user. */
export interface RecordAccessEntry {
  readonly kind: 'record-access';
  readonly rule: AccessRule;
  /**
   * For a rule that counts, when the record of a patient was accessed last, by the pseudonym, of
   * those within its time before the newest. For any other, each access that was alerted, by the
   * pseudonym and the time.
   */
  readonly patients: Readonly<Record<string, Instant>>;
  /** Platform time when accesses were written last; those beside a firing alert do not count. */
  readonly notedAt: Instant;
  /**
   * Only once a rule that counts has alerted: the newest access of those that were told until a
   * person ended the alert, in the sender's time. What is not after it is over.
   */
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
  /** The type of the resource that tells of it. */
  readonly type: CareResource | 'Person';
  /** The resource's pseudonym: what it tells next replaces this. */
  readonly by: string;
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
