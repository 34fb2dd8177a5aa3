import { type AuditEntry, auditPlace } from '#core/audit/audit-entry.ts';
import type { StoredKind } from './kind.ts';
import { unchanged } from './kind.ts';
import { listOf, mapOf, number, object, optional, scalar, text } from './shape.ts';

const VALUES = mapOf<string | number | boolean>(scalar);

/** An entry of the audit trail, which is written once. */
export const AUDIT_ENTRY: StoredKind<AuditEntry> = {
  version: 1,
  oldestReader: 0,
  labelledBy: 'nothing',
  upcasters: [unchanged],
  name: 'The audit entry',
  idOf: auditPlace,
  shape: object<AuditEntry>({
    id: text,
    at: number,
    who: object<AuditEntry['who']>({
      kind: text,
      by: text,
      key: optional(text),
      keyId: optional(text),
    }),
    from: optional(object({ network: text, agent: optional(text) })),
    action: text,
    object: optional(object({ kind: text, id: text })),
    subjects: optional(listOf<string>(text)),
    outcome: text,
    reason: optional(text),
    before: optional(VALUES),
    after: optional(VALUES),
  }),
};
