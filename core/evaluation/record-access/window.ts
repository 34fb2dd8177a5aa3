import type { PatientLimit } from '../../privacy/monitoring.ts';
import type { Instant } from '../../time/instant.ts';

/** When the record of a patient was accessed. */
export interface PatientAccess {
  readonly patient: string;
  readonly at: Instant;
}

/** What a window that slides over accesses has seen. */
export interface Slid {
  /** The patients in the last window, and when each was accessed last. */
  readonly patients: Readonly<Record<string, Instant>>;
  /** The access with which there were first more patients in a window than allowed. */
  readonly breachedAt?: Instant;
}

/**
 * Slides a window over accesses of one user, which may be in any order. A window holds what is less
 * than `per` older than its last access.
 */
export function slideOver(
  accesses: readonly PatientAccess[],
  { moreThan, per }: PatientLimit,
): Slid {
  // The patient accessed longest ago is the first.
  const within = new Map<string, Instant>();
  for (const { patient, at } of accesses.toSorted((a, b) => a.at - b.at)) {
    within.delete(patient);
    within.set(patient, at);
    for (const [first, last] of within) {
      if (last > at - per) {
        break;
      }
      within.delete(first);
    }
    if (within.size > moreThan) {
      return { patients: {}, breachedAt: at };
    }
  }
  return { patients: Object.fromEntries(within) };
}
