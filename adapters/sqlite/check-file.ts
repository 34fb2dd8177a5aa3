import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { hasSqliteHeader } from './first-bytes.ts';
import { damaged, StoreRefused } from './refusal.ts';
import { COLUMNS, hasValidChecksum, type Row } from './row.ts';
import { ADDED_TABLES, APPLICATION_ID, SCHEMA_VERSION, TABLES, type TableName } from './schema.ts';
import { framesInWalIndex, readWal } from './wal-file.ts';

/** How many findings of SQLite, or names of rows, a message contains. */
const MAX_NAMED = 5;

/**
 * Throws if anything is wrong with a store: its header, its log, its trees, or a row. It changes
 * nothing.
 */
export function checkFile(file: string, folder: string): void {
  const refuse = (what: string) => damaged(file, folder, what);
  if (!hasSqliteHeader(file)) {
    throw refuse('it does not begin as a file of SQLite does. All that was stored may be lost.');
  }
  const log = checkLog(file, folder);
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { readOnly: true });
    checkOwner(db, file);
    const findings = findingsOf(db);
    if (findings.length > 0) {
      throw refuse(findings.join('\n'));
    }
    if (log.salt === undefined && existsSync(dirtyMarkerOf(file))) {
      throw damaged(`${file}-wal`, folder, LOST_LOG);
    }
  } catch (error) {
    if (error instanceof StoreRefused) {
      throw error;
    }
    throw refuse(`SQLite says: ${(error as Error).message}.`);
  } finally {
    db?.close();
  }
}

const LOST_LOG =
  'Wardbell did not stop by itself, and the log of what it stored last is missing or cannot be read. Lost is what was stored since it was last moved into the file: seconds to minutes.';

/** SQLite would read a log up to the first broken frame, and silently drop the rest. */
function checkLog(file: string, folder: string) {
  const log = readWal(`${file}-wal`);
  const promised = log.salt === undefined ? 0 : framesInWalIndex(`${file}-shm`, log.salt);
  if (log.isTorn || promised > log.committed) {
    const missing = promised > log.committed ? `, at least ${promised - log.committed}` : '';
    throw damaged(
      `${file}-wal`,
      folder,
      `of the log of what was stored last, ${log.committed} entries can be read, and those after them cannot${missing}. Lost is what they hold: the newest changes of incidents, pages and subjects.`,
    );
  }
  return log;
}

function checkOwner(db: DatabaseSync, file: string): void {
  const value = (pragma: string) => Object.values(db.prepare(`PRAGMA ${pragma}`).get() ?? {})[0];
  if (value('application_id') !== APPLICATION_ID) {
    throw new StoreRefused(
      `${file} is a database of another program. Choose another folder with --data; this file was not changed.`,
    );
  }
  const version = Number(value('user_version'));
  if (version > SCHEMA_VERSION) {
    throw new StoreRefused(
      `${file} was written by a later version of Wardbell (its tables have version ${version}; this one knows up to ${SCHEMA_VERSION}). Start that version, or choose another folder with --data. Nothing was changed.`,
    );
  }
}

/**
 * Returns the damage inside, each in one line: of the trees by SQLite, of the rows by their
 * checksums.
 */
function findingsOf(db: DatabaseSync): string[] {
  const said = db.prepare(`PRAGMA integrity_check(${MAX_NAMED})`).all();
  const trees = said.map((row) => String(Object.values(row)[0])).filter((text) => text !== 'ok');
  if (trees.length > 0) {
    return [`SQLite finds: ${trees.join('; ')}.`];
  }
  return TABLES.filter((table) => !mayLack(db, table)).flatMap((table) => unsoundRows(db, table));
}

/** Whether a store of an earlier version has no such table, and need not have it. */
export function mayLack(db: DatabaseSync, table: TableName): boolean {
  const sql = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?";
  return ADDED_TABLES.includes(table) && db.prepare(sql).get(table) === undefined;
}

function unsoundRows(db: DatabaseSync, table: TableName): string[] {
  const unsound: string[] = [];
  // Only this place iterates over rows, since a store may be larger than memory. Nothing ends it
  // early.
  const rows = db.prepare(`SELECT ${COLUMNS} FROM ${table}`).iterate() as Iterable<unknown>;
  for (const row of rows as Iterable<Row>) {
    if (!hasValidChecksum(row)) {
      unsound.push(row.id);
    }
  }
  return unsound.length === 0 ? [] : [describeRows(table, unsound)];
}

/** Names rows only if a name may be shown: a subject's may be a patient's. */
function describeRows(table: TableName, ids: readonly string[]): string {
  const count = `${ids.length} of ${table}`;
  if (table === 'subjects') {
    return `not as written: ${count}.`;
  }
  const more = ids.length > MAX_NAMED ? ' …' : '';
  return `not as written: ${count} (${ids.slice(0, MAX_NAMED).join(', ')}${more}).`;
}

/**
 * The marker file that exists while the store is open, and after a process that did not close it.
 */
export function dirtyMarkerOf(file: string): string {
  return `${file}-open`;
}
