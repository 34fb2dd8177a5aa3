import type { Severity } from '../alert/severity.ts';
import type { Restriction } from '../oncall/schedule.ts';
import type { Duration } from '../time/instant.ts';

/** A user may access the records of so many patients within a time, and of no more. */
export interface PatientLimit {
  readonly moreThan: number;
  readonly per: Duration;
}

/** The same outside the hours in which most people work. */
export interface AfterHours extends PatientLimit {
  readonly workingHours: readonly Restriction[];
  readonly timeZone: string;
}

/** What a record access must be to be alerted; a rule that is absent alerts nothing. */
export interface AccessRules {
  readonly distinctPatients?: PatientLimit;
  readonly afterHours?: AfterHours;
  /** The purposes of use, by their codes in v3-ActReason, for which a reason must be given. */
  readonly breakGlass?: readonly string[];
  /** A member of staff accesses their own record. */
  readonly ownRecord?: true;
  /** The pseudonyms of the patients; see `PseudonymOf`. */
  readonly watchList?: readonly string[];
}

export type AccessRule = keyof AccessRules;

/** The resources of FHIR that tell that somebody has a reason of care for a patient. */
export const CARE_RESOURCES = ['Appointment', 'ServiceRequest', 'Encounter'] as const;

export type CareResource = (typeof CARE_RESOURCES)[number];

/** Who is told of which accesses to patients' records: `privacy_monitoring` of the config. */
export interface PrivacyMonitoring {
  readonly service: string;
  readonly severity: Severity;
  readonly rules: AccessRules;
  /** What tells of reasons of care, which explain accesses. */
  readonly explainedBy: readonly CareResource[];
}

/**
 * Returns what stands for a patient, for a user who has no reference, or for a resource that tells
 * of one, wherever it is stored: 12 characters, always the same for the same name, and impossible
 * to compute without the platform's secret.
 */
export type PseudonymOf = (of: 'patient' | 'user' | 'resource', name: string) => string;

/** Whether a text may be a pseudonym: 72 bits in base64url. */
export function isPseudonym(text: string): boolean {
  return /^[\w-]{12}$/u.test(text);
}
