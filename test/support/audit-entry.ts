import type { AuditEntry } from '#core/audit/audit-entry.ts';
import type { Instant } from '#core/time/instant.ts';

/** An entry about a silence that somebody has set with a key, at a moment. */
export function auditEntry(id: string, at: Instant, given: Partial<AuditEntry> = {}): AuditEntry {
  const who = { kind: 'key', by: 'anna', key: 'admin', keyId: 'k1' } as const;
  return { id, at, who, action: 'silence.set', outcome: 'done', ...given };
}
