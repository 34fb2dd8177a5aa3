import { auditDay, auditPlace } from '#core/audit/audit-entry.ts';
import type { AuditTrail } from '#usecases/ports.ts';
import { sliceOf } from '../audit-slice.ts';
import { AUDIT_ENTRY } from '../stored/audit.ts';
import { storedDocuments } from '../stored/documents.ts';

/** The audit trail, in memory. */
export function memoryTrail(): AuditTrail {
  const documents = storedDocuments(AUDIT_ENTRY);
  const days = new Map<string, Map<string, string>>();
  return {
    async append(entry) {
      const day = auditDay(entry.at);
      const entries = days.get(day) ?? new Map<string, string>();
      days.set(day, entries);
      const place = auditPlace(entry);
      if (!entries.has(place)) {
        entries.set(place, documents.write(entry));
      }
    },
    async onDay(day, before, limit) {
      const items = [...(days.get(auditDay(day)) ?? [])]
        .filter(([place]) => place < before)
        .sort(([a], [b]) => (a < b ? 1 : -1))
        .slice(0, Math.max(0, limit));
      return sliceOf(items, limit, {
        placeOf: ([place]) => place,
        read: ([, json]) => documents.read(json),
      });
    },
    async removeDay(day, limit) {
      const entries = days.get(auditDay(day));
      const some = [...(entries?.keys() ?? [])].slice(0, limit);
      for (const place of some) {
        entries?.delete(place);
      }
      return some.length;
    },
  };
}
