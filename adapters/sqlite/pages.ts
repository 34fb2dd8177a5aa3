import { MAILBOXES_OF_NOBODY } from '#core/canary/canary.ts';
import { DAY, startOfDay } from '#core/time/instant.ts';
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
  const newest = (
    sql: string,
    of: readonly (string | number)[],
    limit: number,
    after: OrderedAt = { at: Infinity, id: '' },
  ) =>
    filled(limit, after, async (wanted, { at, id }) => {
      const values = [...of, at, id, atMost(wanted)];
      const rows = await db.read(() => db.prepare(sql).all(...values) as unknown as OrderedRow[]);
      return { places: rows, values: readable(rows) };
    });
  return {
    load: table.load,
    save: (record, expectedVersion) => table.save(record.order.id, record, expectedVersion),
    orderedOn(day, limit, after) {
      const start = startOfDay(day);
      return newest(ORDERED_ON, [...MAILBOXES_OF_NOBODY, start, start + DAY], limit, after);
    },
    ofIncident: (incident, limit, after) => newest(OF_INCIDENT, rangeOf(incident), limit, after),
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
  WHERE doc ->> '$.order.responder' NOT IN (${MAILBOXES_OF_NOBODY.map(() => '?')})
    AND ${ORDERED_AT} >= ? AND ${ORDERED_AT} < ? AND (${ORDERED_AT}, id) < (?, ?)
  ORDER BY ${ORDERED_AT} DESC, id DESC LIMIT ?`;

/**
 * Reads the newest pages of an incident behind a place. The plus keeps SQLite from going by the
 * index of times, through those of all other incidents.
 */
export const OF_INCIDENT = `
  SELECT ${COLUMNS}, ${ORDERED_AT} AS at FROM pages
  WHERE id >= ? AND id < ? AND (+${ORDERED_AT}, id) < (?, ?)
  ORDER BY +${ORDERED_AT} DESC, id DESC LIMIT ?`;
