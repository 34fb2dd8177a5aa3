import type { ControlStore, OnUnreadable, SessionStore } from '#usecases/ports.ts';
import { type ControlTable, controlStore, sessionStore } from '../stored/control-store.ts';
import type { ControlDocuments } from '../stored/controls.ts';
import { readableOf } from '../stored/readable.ts';
import type { Database } from './database.ts';
import { COLUMNS, jsonOf, type Row, rowOf } from './row.ts';
import { atMost, outcomeOf } from './versioned-table.ts';

/** What people set at run time. An id begins with its kind, so that a kind is a range of ids. */
export function sqliteControls(db: Database, onUnreadable?: OnUnreadable): ControlStore {
  return controlStore(controlTable(db), onUnreadable);
}

/** The sessions of people, in the same table. */
export function sqliteSessions(db: Database, onUnreadable?: OnUnreadable): SessionStore {
  return sessionStore(controlTable(db), onUnreadable);
}

const INSERT = `INSERT INTO controls (${COLUMNS}) VALUES (?, ?, ?, ?, ?)`;

const OR_REPLACE = 'ON CONFLICT DO UPDATE SET doc = excluded.doc, sum = excluded.sum';

interface Range {
  readonly from: string;
  readonly to: string;
  readonly order: 'ASC' | 'DESC';
  readonly limit?: number | undefined;
  readonly onUnreadable: OnUnreadable | undefined;
}

function controlTable(db: Database): ControlTable {
  function get<Value>(
    { kind, read }: ControlDocuments<Value>,
    id: string,
  ): Promise<Value | undefined> {
    return db.read(() => {
      const sql = `SELECT ${COLUMNS} FROM controls WHERE id = ?`;
      const row = db.prepare(sql).get(`${kind}/${id}`) as unknown as Row | undefined;
      return row && read(jsonOf(row));
    });
  }

  /** The row has the version of what is saved; those of other controls are always at 1. */
  async function put<Value extends { readonly id: string }>(
    { kind, write }: ControlDocuments<Value>,
    value: Value,
    otherwise: string,
  ): Promise<void> {
    const row = rowOf(`${kind}/${value.id}`, 1, undefined, write(value));
    await db.write(() => db.prepare(`${INSERT} ${otherwise}`).run(...Object.values(row)));
  }

  function range<Value>(
    { kind, read }: ControlDocuments<Value>,
    { from, to, order, limit = Infinity, onUnreadable }: Range,
  ): Promise<Value[]> {
    const sql = `SELECT ${COLUMNS} FROM controls WHERE id >= ? AND id < ? ORDER BY id ${order} LIMIT ?`;
    return db.read(() =>
      readableOf(db.prepare(sql).all(from, to, atMost(limit)) as unknown as Row[], {
        kind,
        idOf: ({ id }) => id.slice(kind.length + 1),
        read: (row) => read(jsonOf(row)),
        onUnreadable,
      }),
    );
  }

  return {
    get,
    put: (of, value) => put(of, value, OR_REPLACE),
    async replace({ kind, write }, value) {
      const { id, doc, sum } = rowOf(`${kind}/${value.id}`, 1, undefined, write(value));
      const sql = 'UPDATE controls SET doc = ?, sum = ? WHERE id = ?';
      await db.write(() => db.prepare(sql).run(doc, sum, id));
    },
    save({ kind, write }, value, expectedVersion) {
      const row = rowOf(`${kind}/${value.id}`, value.version, undefined, write(value));
      const { id, version, doc, sum } = row;
      const update =
        'UPDATE controls SET version = ?, doc = ?, sum = ? WHERE id = ? AND version = ?';
      return db.write(() =>
        outcomeOf(
          expectedVersion === 0
            ? db.prepare(`${INSERT} ON CONFLICT DO NOTHING`).run(...Object.values(row))
            : db.prepare(update).run(version, doc, sum, id, expectedVersion),
        ),
      );
    },
    async remove(kind, id) {
      const sql = 'DELETE FROM controls WHERE id = ?';
      await db.write(() => db.prepare(sql).run(`${kind}/${id}`));
    },
    list(of, { key, ...listing }) {
      const begin = key === undefined ? of.kind : `${of.kind}/${key}`;
      // '0' is the character after '/'.
      return range(of, { ...listing, from: `${begin}/`, to: `${begin}0`, order: 'ASC' });
    },
    changes: (of, { limit, onUnreadable, ...span }) =>
      range(of, {
        from: `changes/${new Date(span.from).toISOString()}`,
        // An id continues after its moment.
        to: `changes/${new Date(span.to).toISOString()}~`,
        order: 'DESC',
        limit,
        onUnreadable,
      }),
    async secret(of, candidate) {
      await put(of, { id: 'secret', secret: candidate }, 'ON CONFLICT DO NOTHING');
      return (await get(of, 'secret'))?.secret ?? candidate;
    },
    putLater: (of, swept) =>
      put(of, swept, `${OR_REPLACE} WHERE excluded.doc ->> 'episode' > doc ->> 'episode'`),
  };
}
