import type { Change } from '#core/change/change.ts';
import type { Override } from '#core/oncall/schedule.ts';
import type { Silence } from '#core/suppression/silence.ts';
import type { AppliedConfig } from '#core/team/followed-config.ts';
import type { ApiKey, ControlStore } from '#usecases/ports.ts';
import type { Database } from './database.ts';
import { COLUMNS, type Row, rowOf, stateOf } from './row.ts';
import { atMost } from './versioned-table.ts';

type Kind = 'silences' | 'overrides' | 'keys' | 'link' | 'changes' | 'config';

/** What people set at run time. An id begins with its kind, so that a kind is a range of ids. */
export function sqliteControls(db: Database): ControlStore {
  return {
    silences: () => list<Silence>(db, 'silences'),
    putSilence: (silence) => put(db, 'silences', silence),
    removeSilence: (id) => remove(db, 'silences', id),
    overrides: () => list<Override>(db, 'overrides'),
    putOverride: (override) => put(db, 'overrides', override),
    removeOverride: (id) => remove(db, 'overrides', id),
    key: (id) => get<ApiKey>(db, 'keys', id),
    keys: () => list<ApiKey>(db, 'keys'),
    putKey: (key) => put(db, 'keys', key),
    changes: (from, to, limit) =>
      range<Change>(db, {
        from: `changes/${new Date(from).toISOString()}`,
        // An id goes on after its moment.
        to: `changes/${new Date(to).toISOString()}~`,
        order: 'DESC',
        limit,
      }),
    putChange: (change) => put(db, 'changes', change),
    removeChange: (id) => remove(db, 'changes', id),
    followedConfig: (place) => get<AppliedConfig>(db, 'config', place),
    putFollowedConfig: (config) => put(db, 'config', config),
    async linkSecret(candidate) {
      const secret = { id: 'secret', secret: candidate };
      await put(db, 'link', secret, 'ON CONFLICT DO NOTHING');
      return (await get<typeof secret>(db, 'link', 'secret'))?.secret ?? candidate;
    },
  };
}

function list<Value>(db: Database, kind: Kind): Promise<Value[]> {
  // '0' is the character after '/'.
  return range(db, { from: `${kind}/`, to: `${kind}0`, order: 'ASC', limit: Infinity });
}

interface Range {
  readonly from: string;
  readonly to: string;
  readonly order: 'ASC' | 'DESC';
  readonly limit: number;
}

function range<Value>(db: Database, { from, to, order, limit }: Range): Promise<Value[]> {
  const sql = `SELECT ${COLUMNS} FROM controls WHERE id >= ? AND id < ? ORDER BY id ${order} LIMIT ?`;
  return db.read(() =>
    (db.prepare(sql).all(from, to, atMost(limit)) as unknown as Row[]).map(stateOf<Value>),
  );
}

function get<Value>(db: Database, kind: Kind, id: string): Promise<Value | undefined> {
  return db.read(() => {
    const sql = `SELECT ${COLUMNS} FROM controls WHERE id = ?`;
    const row = db.prepare(sql).get(`${kind}/${id}`) as unknown as Row | undefined;
    return row && stateOf<Value>(row);
  });
}

async function put(
  db: Database,
  kind: Kind,
  value: { readonly id: string },
  otherwise = 'ON CONFLICT DO UPDATE SET doc = excluded.doc, sum = excluded.sum',
): Promise<void> {
  const row = rowOf(`${kind}/${value.id}`, 1, undefined, value);
  const sql = `INSERT INTO controls (${COLUMNS}) VALUES (?, ?, ?, ?, ?) ${otherwise}`;
  await db.write(() => db.prepare(sql).run(...Object.values(row)));
}

async function remove(db: Database, kind: Kind, id: string): Promise<void> {
  await db.write(() => db.prepare('DELETE FROM controls WHERE id = ?').run(`${kind}/${id}`));
}
