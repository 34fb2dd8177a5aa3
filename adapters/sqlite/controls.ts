import type { ControlStore, OnUnreadable, SaveOutcome, SessionStore } from '#usecases/ports.ts';
import {
  type ControlDocuments,
  type ControlKind,
  controlDocuments,
  type StoredSecret,
} from '../stored/controls.ts';
import { bothOf, readableOf } from '../stored/readable.ts';
import type { Database } from './database.ts';
import { COLUMNS, jsonOf, type Row, rowOf } from './row.ts';
import { atMost, outcomeOf } from './versioned-table.ts';

/**
 * What people set at run time. An id begins with its kind, so that a kind is a range of ids.
 *
 * @param onUnreadable is told what the lists leave out, so that one damaged silence stops no page
 */
export function sqliteControls(db: Database, onUnreadable?: OnUnreadable): ControlStore {
  const listed = (more?: OnUnreadable) => ({ db, onUnreadable: bothOf(onUnreadable, more) });
  const { silences, overrides, absences, exchanges, calendars, keys, ...documents } =
    controlDocuments();
  const {
    told,
    notes,
    changes,
    config,
    sweep,
    swept,
    tests,
    checks,
    inhibitors,
    inhibited,
    ...secrets
  } = documents;
  return {
    silences: (more) => list(listed(more), silences),
    putSilence: (silence) => put(db, silences, silence),
    removeSilence: (id) => remove(db, 'silences', id),
    overrides: (more) => list(listed(more), overrides),
    putOverride: (override) => put(db, overrides, override),
    removeOverride: (id) => remove(db, 'overrides', id),
    absences: (more) => list(listed(more), absences),
    putAbsence: (absence) => put(db, absences, absence),
    removeAbsence: (id) => remove(db, 'absences', id),
    exchanges: (more) => list(listed(more), exchanges),
    saveExchange: (exchange, expectedVersion) => save(db, exchanges, exchange, expectedVersion),
    removeExchange: (id) => remove(db, 'exchanges', id),
    toldTurns: (more) => list(listed(more), told),
    saveToldTurns: (turns, expectedVersion) => save(db, told, turns, expectedVersion),
    removeToldTurns: (id) => remove(db, 'told', id),
    handOffNotes: (more) => list(listed(more), notes),
    putHandOffNote: (note) => put(db, notes, note),
    removeHandOffNote: (id) => remove(db, 'notes', id),
    calendar: (id) => get(db, calendars, id),
    calendars: (more) => list(listed(more), calendars),
    saveCalendar: (address, expectedVersion) => save(db, calendars, address, expectedVersion),
    removeCalendar: (id) => remove(db, 'calendars', id),
    key: (id) => get(db, keys, id),
    keys: (more) => list(listed(more), keys),
    putKey: (key) => put(db, keys, key),
    removeKey: (id) => remove(db, 'keys', id),
    changes: (from, to, limit) =>
      range(listed(), changes, {
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
    contactTests: (more) => list(listed(more), tests),
    putContactTest: (test) => put(db, tests, test),
    removeContactTest: (id) => remove(db, 'tests', id),
    checkReports: (more) => list(listed(more), checks),
    putCheckReport: (report) => put(db, checks, report),
    inhibitors: (key, limit) => withKey(listed(), inhibitors, key, limit),
    putInhibitor: (inhibitor) => put(db, inhibitors, inhibitor),
    removeInhibitor: (id) => remove(db, 'inhibitors', id),
    inhibited: (key, limit) => withKey(listed(), inhibited, key, limit),
    putInhibited: (incident) => put(db, inhibited, incident),
    removeInhibited: (id) => remove(db, 'inhibited', id),
    linkSecret: (candidate) => secretOf(db, secrets.link, candidate),
    pseudonymSecret: (candidate) => secretOf(db, secrets.pseudonyms, candidate),
  };
}

async function secretOf(
  db: Database,
  documents: ControlDocuments<StoredSecret>,
  candidate: string,
): Promise<string> {
  await put(db, documents, { id: 'secret', secret: candidate }, 'ON CONFLICT DO NOTHING');
  return (await get(db, documents, 'secret'))?.secret ?? candidate;
}

/** The sessions of people, in the same table. */
export function sqliteSessions(db: Database, onUnreadable?: OnUnreadable): SessionStore {
  const { sessions } = controlDocuments();
  return {
    session: (id) => get(db, sessions, id),
    sessions: () => list({ db, onUnreadable }, sessions),
    putSession: (session) => put(db, sessions, session),
    touchSession: (session) => replace(db, sessions, session),
    removeSession: (id) => remove(db, 'sessions', id),
  };
}

/** Two sweeps at once may be at different incidents of a group. */
const UNLESS_LATER = `ON CONFLICT DO UPDATE SET doc = excluded.doc, sum = excluded.sum
  WHERE excluded.doc ->> 'episode' > doc ->> 'episode'`;

/** The store of controls, and who is told what cannot be read. */
interface Listed {
  readonly db: Database;
  readonly onUnreadable: OnUnreadable | undefined;
}

function list<Value>(at: Listed, documents: ControlDocuments<Value>): Promise<Value[]> {
  const { kind } = documents;
  // '0' is the character after '/'.
  return range(at, documents, { from: `${kind}/`, to: `${kind}0`, order: 'ASC', limit: Infinity });
}

/** Those whose ids begin with a key. */
function withKey<Value>(
  at: Listed,
  documents: ControlDocuments<Value>,
  key: string | undefined,
  limit: number,
): Promise<Value[]> {
  const { kind } = documents;
  const begin = key === undefined ? kind : `${kind}/${key}`;
  return range(at, documents, { from: `${begin}/`, to: `${begin}0`, order: 'ASC', limit });
}

interface Range {
  readonly from: string;
  readonly to: string;
  readonly order: 'ASC' | 'DESC';
  readonly limit: number;
}

function range<Value>(
  { db, onUnreadable }: Listed,
  { kind, read }: ControlDocuments<Value>,
  { from, to, order, limit }: Range,
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

/** The row has the version of what is saved; those of other controls are always at 1. */
async function save<Value extends { readonly id: string; readonly version: number }>(
  db: Database,
  { kind, write }: ControlDocuments<Value>,
  value: Value,
  expectedVersion: number,
): Promise<SaveOutcome> {
  const row = rowOf(`${kind}/${value.id}`, value.version, undefined, write(value));
  const { id, version, doc, sum } = row;
  return db.write(() =>
    outcomeOf(
      expectedVersion === 0
        ? db
            .prepare(
              `INSERT INTO controls (${COLUMNS}) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
            )
            .run(...Object.values(row))
        : db
            .prepare(
              'UPDATE controls SET version = ?, doc = ?, sum = ? WHERE id = ? AND version = ?',
            )
            .run(version, doc, sum, id, expectedVersion),
    ),
  );
}

/** Only what is there is replaced. */
async function replace<Value extends { readonly id: string }>(
  db: Database,
  { kind, write }: ControlDocuments<Value>,
  value: Value,
): Promise<void> {
  const { id, doc, sum } = rowOf(`${kind}/${value.id}`, 1, undefined, write(value));
  await db.write(() =>
    db.prepare('UPDATE controls SET doc = ?, sum = ? WHERE id = ?').run(doc, sum, id),
  );
}

async function remove(db: Database, kind: ControlKind, id: string): Promise<void> {
  await db.write(() => db.prepare('DELETE FROM controls WHERE id = ?').run(`${kind}/${id}`));
}
