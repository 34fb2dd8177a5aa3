import { type AuditEntry, auditDay, auditPlace } from '#core/audit/audit-entry.ts';
import type { AuditTrail, OnUnreadable } from '#usecases/ports.ts';
import { sliceOf } from '../audit-slice.ts';
import { AUDIT_ENTRY } from '../stored/audit.ts';
import { storedDocuments } from '../stored/documents.ts';
import { putVersion, type Table } from './conditional-write.ts';
import { decodeJson, encodeJson } from './document.ts';
import { auditKey, auditOf } from './keys.ts';
import { queryItems } from './query.ts';
import { removeBeside } from './remove-beside.ts';

/**
 * The audit trail: a partition for each day, in which entries are sorted by their moment. A put
 * that meets an entry leaves it as it is.
 */
export function dynamodbTrail(table: Table, onUnreadable?: OnUnreadable): AuditTrail {
  const documents = storedDocuments(AUDIT_ENTRY);
  return {
    async append(entry) {
      await putVersion(table, itemOf(entry), 0);
    },
    async onDay(day, before, limit) {
      const query = {
        KeyConditionExpression: 'pk = :day AND sk < :before',
        ExpressionAttributeValues: {
          ':day': { S: auditOf(auditDay(day)).pk },
          ':before': { S: before },
        },
        ScanIndexForward: false,
        ConsistentRead: true,
      };
      const items = await queryItems(table, query, limit);
      return sliceOf(items, limit, {
        placeOf: ({ sk }) => sk?.S ?? '',
        read: (item) => documents.read(decodeJson(item)),
        onUnreadable,
      });
    },
    removeDay: (day, limit) => removeBeside(table, auditOf(auditDay(day)), limit),
  };

  function itemOf(entry: AuditEntry) {
    const place = auditPlace(entry);
    const doc = encodeJson(documents.write(entry), `The audit entry ${place}`);
    return { ...auditKey(auditDay(entry.at), place), doc };
  }
}
