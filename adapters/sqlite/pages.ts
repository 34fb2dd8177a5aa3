import { MAILBOXES_OF_NOBODY } from '#core/canary/canary.ts';
import { DAY } from '#core/time/instant.ts';
import type { OnUnreadable, OrderedAt, PageStore } from '#usecases/ports.ts';
import { filled } from '../filled.ts';
import { PAGE } from '../stored/page.ts';
import { readableOf } from '../stored/readable.ts';
import type { Database } from './database.ts';
import { COLUMNS, type Row } from './row.ts';
import { ORDERED_AT } from './schema.ts';
import { atMost, versionedTable } from './versioned-table.ts';

type OrderedRow = Row & OrderedAt;

/** The records of pages. */
export function sqlitePages(db: Database, onUnreadable?: OnUnreadable): PageStore {
  const table = versionedTable(db, { table: 'pages', kind: PAGE });
  const readable = (rows: readonly Row[]) =>
    readableOf(rows, { kind: 'pages', idOf: ({ id }) => id, read: table.read, onUnreadable });
  return {
    load: table.load,
    save: (record, expectedVersion) => table.save(record.order.id, record, expectedVersion),
    orderedOn(day, limit, after = { at: Infinity, id: '' }) {
      const start = Math.floor(day / DAY) * DAY;
      return filled(limit, after, async (wanted, { at, id }) => {
        const values = [start, start + DAY, at, id, ...MAILBOXES_OF_NOBODY, atMost(wanted)];
        const rows = await db.read(
          () => db.prepare(ORDERED_ON).all(...values) as unknown as OrderedRow[],
        );
        return { places: rows, values: readable(rows) };
      });
    },
    ofIncident: async (incident) =>
      readable(await table.rows('id >= ? AND id < ?', ...rangeOf(incident))),
    removeOf: (incident, limit) => table.removeRange(...rangeOf(incident), atMost(limit)),
    ...table.due,
  };
}

/** The ids of an incident's pages: '/' is the character after '.'. */
function rangeOf(incident: string): [from: string, to: string] {
  return [`${incident}.`, `${incident}/`];
}

/** Reads the newest pages of a day behind a place. */
export const ORDERED_ON = `
  SELECT ${COLUMNS}, ${ORDERED_AT} AS at FROM pages
  WHERE ${ORDERED_AT} >= ? AND ${ORDERED_AT} < ? AND (${ORDERED_AT}, id) < (?, ?)
    AND doc ->> '$.order.responder' NOT IN (${MAILBOXES_OF_NOBODY.map(() => '?')})
  ORDER BY ${ORDERED_AT} DESC, id DESC LIMIT ?`;
