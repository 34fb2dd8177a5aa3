import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { checkFile, dirtyMarkerOf } from './check-file.ts';
import { cannotBeWritten, StoreRefused } from './refusal.ts';
import { ADDED_SCHEMA, SCHEMA } from './schema.ts';

/** The name of the store in its folder; its log is beside it, with the suffix `-wal`. */
export const STORE = 'wardbell.db';

/** A connection to a file that passed the check. */
export interface OpenFile {
  readonly db: DatabaseSync;
  readonly file: string;
}

/** The folder of earlier versions: LevelDB, named after the API that it served. */
const LEVELDB = 'dynamodb';

/** Files that show that a folder was used before, besides the store. */
const TRACES = ['admin-key', 'queues', `${STORE}-wal`];

/** Opens a store in memory, which is gone when it is closed. */
export function openMemory(): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  db.exec(SCHEMA);
  return db;
}

/**
 * Opens the store of a folder after a check from end to end: damage must be known at the start, and
 * not at the first request that meets it.
 */
export function openFile(folder: string): OpenFile {
  const file = join(folder, STORE);
  if (!existsSync(file)) {
    createFile(folder, file);
  }
  checkFile(file, folder);
  const db = connect(file);
  try {
    db.exec(ADDED_SCHEMA);
    markOpen(db, file, folder);
  } catch (error) {
    db.close();
    throw cannotBeWritten(folder, error);
  }
  return { db, file };
}

/**
 * Marks the store as open by a file: until it is closed its log must exist and not be empty;
 * otherwise the log was lost.
 */
function markOpen(db: DatabaseSync, file: string, folder: string): void {
  db.exec('UPDATE room SET bytes = zeroblob(1)');
  writeFileSync(dirtyMarkerOf(file), `${process.pid}\n`, { mode: 0o600 });
  syncFolder(folder);
}

/**
 * Closes a store: SQLite moves the log into the file and removes it. The marker goes first, so that
 * a full disk does not keep it.
 */
export function closeFile({ db, file }: OpenFile): void {
  try {
    rmSync(dirtyMarkerOf(file), { force: true });
    syncFolder(dirname(file));
  } catch {
    // The folder has gone, or cannot be written: the next start, if there is one, finds it as a
    // killed process leaves it.
  } finally {
    db.close();
  }
}

/** Opens a connection whose commits are on disk when they return. */
function connect(file: string): DatabaseSync {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  return db;
}

/**
 * Created under another name and renamed, so that an empty or half-made file is always damage, and
 * never the result of a crash.
 */
function createFile(folder: string, file: string): void {
  refuseForeign(folder, file);
  const unfinished = `${file}.new`;
  try {
    createUnder(unfinished).close();
    renameSync(unfinished, file);
    syncFolder(folder);
  } catch (error) {
    throw cannotBeWritten(folder, error);
  }
}

/** Creates an empty store in a file of this name, and removes what a crash left there. */
export function createUnder(file: string): DatabaseSync {
  for (const suffix of ['', '-wal', '-shm', '-journal']) {
    rmSync(file + suffix, { force: true });
  }
  const db = connect(file);
  db.exec(SCHEMA);
  return db;
}

function refuseForeign(folder: string, file: string): void {
  const names = new Set(readdirSync(folder));
  if (names.has(LEVELDB)) {
    throw new StoreRefused(
      `${folder} was written by an earlier version of Wardbell, which kept its data in LevelDB (the folder ${join(folder, LEVELDB)}); this version keeps it in SQLite and does not read that. ` +
        'To see what is open there, start the version that wrote it. To begin anew, choose another folder with --data; keys, silences and overrides must be made again there, and whatever still breaches is paged again with its next sample.',
    );
  }
  const traces = TRACES.filter((name) => names.has(name));
  if (traces.length > 0) {
    throw new StoreRefused(
      `${file} is missing, though ${folder} was used before: ${traces.join(', ')} ${traces.length === 1 ? 'is' : 'are'} there. With it everything is lost that was stored: incidents, pages, silences, overrides and keys. ` +
        'Put it back from a backup, with the files beside it whose names begin the same, or choose an empty folder with --data to begin anew.',
    );
  }
}

/** A new name in a folder is durable only once the folder itself is synced. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
