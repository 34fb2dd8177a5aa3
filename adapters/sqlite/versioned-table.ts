import type { Instant } from '#core/time/instant.ts';
import type { Due, SaveOutcome } from '#usecases/ports.ts';
import { storedDocuments } from '../stored/documents.ts';
import type { StoredKind } from '../stored/kind.ts';
import type { Database } from './database.ts';
import { COLUMNS, jsonOf, type Row, rowOf } from './row.ts';
import type { TableName } from './schema.ts';

interface Versioned {
  readonly version: number;
  readonly due?: Instant;
}

/** Additional columns of one table. */
type More = Readonly<Record<string, string | number | null>>;

/** States by id with the conditional writes of a store. */
export interface VersionedTable<State> {
  load(ids: readonly string[]): Promise<Map<string, State>>;
  /** Returns the states that match a condition on the columns, in its order. */
  find(condition: string, ...values: (string | number)[]): Promise<State[]>;
  /** Returns the rows that match a condition, for a caller that reads each by itself. */
  rows(condition: string, ...values: (string | number)[]): Promise<readonly (Row & More)[]>;
  /** Returns the state of a row. */
  read(row: Row): State;
  save(id: string, state: State, expectedVersion: number): Promise<SaveOutcome>;
  remove(id: string, expectedVersion: number): Promise<SaveOutcome>;
  /** Removes states from one id on to before another, at most `limit`, and tells how many. */
  removeRange(from: string, to: string, limit: number): Promise<number>;
  /** The due index. One lane is enough, because nobody else writes here. */
  readonly due: {
    dueBefore(at: Instant, limit: number): Promise<Due[]>;
    readonly dueLanes: number;
    dueInLane(lane: number, at: Instant, limit: number, after?: Due): Promise<Due[]>;
  };
}

/** A table of states of one kind; `more` gives its additional columns. */
export function versionedTable<State extends Versioned, Stored>(
  db: Database,
  { table, kind }: { readonly table: TableName; readonly kind: StoredKind<State, Stored> },
  more: (state: State) => More = () => ({}),
): VersionedTable<State> {
  const documents = storedDocuments(kind);
  const stateOf = (row: Row) => documents.read(jsonOf(row));
  const dueAfter = (at: Instant, limit: number, after: Due = { id: '', due: -Infinity }) =>
    db.read(
      () =>
        db
          .prepare(
            `SELECT id, due FROM ${table} WHERE due <= ? AND (due, id) > (?, ?) ORDER BY due, id LIMIT ?`,
          )
          .all(at, after.due, after.id, atMost(limit)) as unknown as Due[],
    );
  const select = `SELECT ${COLUMNS} FROM ${table}`;
  return {
    load: (ids) => db.read(() => loadAll(db, `${select} WHERE id = ?`, ids, stateOf)),
    find: (condition, ...values) =>
      db.read(() =>
        (db.prepare(`${select} WHERE ${condition}`).all(...values) as unknown as Row[]).map(
          stateOf,
        ),
      ),
    rows: (condition, ...values) =>
      db.read(
        () =>
          db
            .prepare(`SELECT * FROM ${table} WHERE ${condition}`)
            .all(...values) as unknown as (Row & More)[],
      ),
    read: stateOf,
    async save(id, state, expectedVersion) {
      const row = {
        ...rowOf(id, state.version, state.due, documents.write(state)),
        ...more(state),
      };
      return db.write(() =>
        expectedVersion === 0 ? insert(db, table, row) : update(db, table, row, expectedVersion),
      );
    },
    remove: (id, expectedVersion) =>
      db.write(() =>
        outcomeOf(
          db.prepare(`DELETE FROM ${table} WHERE id = ? AND version = ?`).run(id, expectedVersion),
        ),
      ),
    removeRange: (from, to, limit) =>
      db.write(() => {
        const ids = `SELECT id FROM ${table} WHERE id >= ? AND id < ? LIMIT ?`;
        const sql = `DELETE FROM ${table} WHERE id IN (${ids})`;
        return Number(db.prepare(sql).run(from, to, limit).changes);
      }),
    due: {
      dueBefore: dueAfter,
      dueLanes: 1,
      dueInLane: (_lane, at, limit, after) => dueAfter(at, limit, after),
    },
  };
}

/** For SQL a negative limit means none. */
export function atMost(limit: number): number {
  return Number.isFinite(limit) ? Math.max(0, Math.floor(limit)) : -1;
}

/** One by one is faster than a list of any length; the single transaction is what costs. */
function loadAll<State>(
  db: Database,
  sql: string,
  ids: readonly string[],
  stateOf: (row: Row) => State,
): Map<string, State> {
  const found = new Map<string, State>();
  const get = db.prepare(sql);
  db.prepare('BEGIN').run();
  try {
    for (const id of ids) {
      const row = get.get(id) as unknown as Row | undefined;
      if (row !== undefined) {
        found.set(id, stateOf(row));
      }
    }
  } finally {
    db.prepare('COMMIT').run();
  }
  return found;
}

function insert(db: Database, table: TableName, row: Row & More): SaveOutcome {
  const columns = Object.keys(row);
  const sql = `INSERT INTO ${table} (${columns}) VALUES (${columns.map(() => '?')}) ON CONFLICT DO NOTHING`;
  return outcomeOf(db.prepare(sql).run(...Object.values(row)));
}

function update(db: Database, table: TableName, row: Row & More, expected: number): SaveOutcome {
  const columns = Object.keys(row).map((column) => `${column} = ?`);
  const sql = `UPDATE ${table} SET ${columns} WHERE id = ? AND version = ?`;
  return outcomeOf(db.prepare(sql).run(...Object.values(row), row.id, expected));
}

export function outcomeOf({ changes }: { readonly changes: number | bigint }): SaveOutcome {
  return Number(changes) === 1 ? 'saved' : 'conflict';
}
