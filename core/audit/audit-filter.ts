import type { AuditEntry } from './audit-entry.ts';

/** What entries are searched by; what is absent does not matter. */
export interface AuditFilter {
  /** Who did it, or whom it was done to: a person's id, or the name of a key. */
  readonly person?: string | undefined;
  readonly subject?: string | undefined;
  /** The code of an action, or the part before its dot. */
  readonly action?: string | undefined;
}

export function matchesAuditFilter(
  entry: AuditEntry,
  { person, subject, action }: AuditFilter,
): boolean {
  return (
    (person === undefined || isOfPerson(entry, person)) &&
    (subject === undefined || (entry.subjects ?? []).includes(subject)) &&
    (action === undefined || entry.action === action || entry.action.startsWith(`${action}.`))
  );
}

function isOfPerson({ who, before, after }: AuditEntry, person: string): boolean {
  return [who.by, who.key, before?.['person'], after?.['person']].includes(person);
}
