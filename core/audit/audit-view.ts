import type { CsvColumns } from '../text/csv.ts';
import type { AuditEntry, AuditValues } from './audit-entry.ts';

/** An entry as it is told and exported. */
export interface AuditView extends Omit<AuditEntry, 'at'> {
  /** RFC 3339 in UTC. */
  readonly at: string;
}

export function auditView({ at, ...entry }: AuditEntry): AuditView {
  return { ...entry, at: new Date(at).toISOString() };
}

/** The columns of the trail as CSV. */
export const AUDIT_COLUMNS: CsvColumns<AuditView> = {
  at: ({ at }) => at,
  id: ({ id }) => id,
  with: ({ who }) => who.kind,
  by: ({ who }) => who.by,
  key: ({ who }) => who.key,
  key_id: ({ who }) => who.keyId,
  network: ({ from }) => from?.network,
  agent: ({ from }) => from?.agent,
  action: ({ action }) => action,
  object: ({ object }) => object?.kind,
  object_id: ({ object }) => object?.id,
  subjects: ({ subjects = [] }) => subjects.join(' '),
  outcome: ({ outcome }) => outcome,
  reason: ({ reason }) => reason,
  before: ({ before }) => valuesText(before),
  after: ({ after }) => valuesText(after),
};

function valuesText(values: AuditValues | undefined): string | undefined {
  return values && JSON.stringify(values);
}
