import { auditDay, auditPlace } from '#core/audit/audit-entry.ts';
import type { AuditTrail, OnUnreadable } from '#usecases/ports.ts';
import { sliceOf } from '../audit-slice.ts';
import { AUDIT_ENTRY } from '../stored/audit.ts';
import { storedDocuments } from '../stored/documents.ts';
import type { Database } from './database.ts';
import { COLUMNS, jsonOf, type Row, rowOf } from './row.ts';
import { atMost } from './versioned-table.ts';

/** The audit trail. Its ids begin with their day, so that a day is a range of ids. */
export function sqliteTrail(db: Database, onUnreadable?: OnUnreadable): AuditTrail {
  const documents = storedDocuments(AUDIT_ENTRY);
  return {
    async append(entry) {
      const row = rowOf(auditPlace(entry), 1, undefined, documents.write(entry));
      const sql = `INSERT INTO audit (${COLUMNS}) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;
      await db.write(() => db.prepare(sql).run(...Object.values(row)));
    },
    onDay: (day, before, limit) =>
      db.read(() => {
        const sql = `SELECT ${COLUMNS} FROM audit WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT ?`;
        const from = auditDay(day);
        const to = before < `${from}~` ? before : `${from}~`;
        const rows = db.prepare(sql).all(from, to, atMost(limit)) as unknown as Row[];
        return sliceOf(rows, limit, {
          placeOf: ({ id }) => id,
          read: (row) => documents.read(jsonOf(row)),
          onUnreadable,
        });
      }),
    async removeDay(day, limit) {
      const date = auditDay(day);
      const some = 'SELECT id FROM audit WHERE id >= ? AND id < ? LIMIT ?';
      const range = [date, `${date}~`] as const;
      // A write, even of nothing, waits for the disk.
      if ((await db.read(() => db.prepare(some).get(...range, 1))) === undefined) {
        return 0;
      }
      return db.write(() => {
        const sql = `DELETE FROM audit WHERE id IN (${some})`;
        return Number(db.prepare(sql).run(...range, atMost(limit)).changes);
      });
    },
  };
}
