import type { ControlStore } from '#usecases/ports.ts';
import { type ControlDocuments, type ControlKind, controlDocuments } from '../stored/controls.ts';
import type { Database } from './database.ts';
import { COLUMNS, jsonOf, type Row, rowOf } from './row.ts';
import { atMost } from './versioned-table.ts';

/** What people set at run time. An id begins with its kind, so that a kind is a range of ids. */
export function sqliteControls(db: Database): ControlStore {
  const { silences, overrides, keys, changes, link, config, sweep, swept } = controlDocuments();
  return {
    silences: () => list(db, silences),
    putSilence: (silence) => put(db, silences, silence),
    removeSilence: (id) => remove(db, 'silences', id),
    overrides: () => list(db, overrides),
    putOverride: (override) => put(db, overrides, override),
    removeOverride: (id) => remove(db, 'overrides', id),
    key: (id) => get(db, keys, id),
    keys: () => list(db, keys),
    putKey: (key) => put(db, keys, key),
    removeKey: (id) => remove(db, 'keys', id),
    changes: (from, to, limit) =>
      range(db, changes, {
        from: `changes/${new Date(from).toISOString()}`,
        // An id continues after its moment.
        to: `changes/${new Date(to).toISOString()}~`,
        order: 'DESC',
        limit,
      }),
    putChange: (change) => put(db, changes, change),
    removeChange: (id) => remove(db, 'changes', id),
    followedConfig: (place) => get(db, config, place),
    putFollowedConfig: (followed) => put(db, config, followed),
    sweepProgress: () => get(db, sweep, 'progress'),
    putSweepProgress: (progress) => put(db, sweep, { id: 'progress', ...progress }),
    sweptEpisode: async (hash) => (await get(db, swept, hash))?.episode ?? 0,
    noteSweptEpisode: (hash, episode) => put(db, swept, { id: hash, episode }, UNLESS_LATER),
    async linkSecret(candidate) {
      const secret = { id: 'secret', secret: candidate };
      await put(db, link, secret, 'ON CONFLICT DO NOTHING');
      return (await get(db, link, 'secret'))?.secret ?? candidate;
    },
  };
}

/** Two sweeps at once may be at different incidents of a group. */
const UNLESS_LATER = `ON CONFLICT DO UPDATE SET doc = excluded.doc, sum = excluded.sum
  WHERE excluded.doc ->> 'episode' > doc ->> 'episode'`;

function list<Value>(db: Database, documents: ControlDocuments<Value>): Promise<Value[]> {
  const { kind } = documents;
  // '0' is the character after '/'.
  return range(db, documents, { from: `${kind}/`, to: `${kind}0`, order: 'ASC', limit: Infinity });
}

interface Range {
  readonly from: string;
  readonly to: string;
  readonly order: 'ASC' | 'DESC';
  readonly limit: number;
}

function range<Value>(
  db: Database,
  { read }: ControlDocuments<Value>,
  { from, to, order, limit }: Range,
): Promise<Value[]> {
  const sql = `SELECT ${COLUMNS} FROM controls WHERE id >= ? AND id < ? ORDER BY id ${order} LIMIT ?`;
  return db.read(() =>
    (db.prepare(sql).all(from, to, atMost(limit)) as unknown as Row[]).map((row) =>
      read(jsonOf(row)),
    ),
  );
}

function get<Value>(
  db: Database,
  { kind, read }: ControlDocuments<Value>,
  id: string,
): Promise<Value | undefined> {
  return db.read(() => {
    const sql = `SELECT ${COLUMNS} FROM controls WHERE id = ?`;
    const row = db.prepare(sql).get(`${kind}/${id}`) as unknown as Row | undefined;
    return row && read(jsonOf(row));
  });
}

async function put<Value extends { readonly id: string }>(
  db: Database,
  { kind, write }: ControlDocuments<Value>,
  value: Value,
  otherwise = 'ON CONFLICT DO UPDATE SET doc = excluded.doc, sum = excluded.sum',
): Promise<void> {
  const row = rowOf(`${kind}/${value.id}`, 1, undefined, write(value));
  const sql = `INSERT INTO controls (${COLUMNS}) VALUES (?, ?, ?, ?, ?) ${otherwise}`;
  await db.write(() => db.prepare(sql).run(...Object.values(row)));
}

async function remove(db: Database, kind: ControlKind, id: string): Promise<void> {
  await db.write(() => db.prepare('DELETE FROM controls WHERE id = ?').run(`${kind}/${id}`));
}
