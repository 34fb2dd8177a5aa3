import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { checkFile } from './check-file.ts';
import { StoreRefused } from './refusal.ts';
import { SCHEMA } from './schema.ts';

/** The name of the store in its folder; its log is beside it, with `-wal` at the end. */
export const STORE = 'wardbell.db';

/** A connection to a file that was found whole. */
export interface OpenFile {
  readonly db: DatabaseSync;
  readonly file: string;
}

/** What versions before kept: LevelDB, by the name of the API that it stood under. */
const LEVELDB = 'dynamodb';

/** What a folder has that was used before, besides the store. */
const TRACES = ['admin-key', 'queues', `${STORE}-wal`];

/** A store in memory, gone when it is closed. */
export function openMemory(): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  db.exec(SCHEMA);
  db.exec('INSERT INTO open_since VALUES (NULL)');
  return db;
}

/**
 * The store of a folder, checked from end to end before anything is read of it: damage must be known at start, and not by the first request that
 * meets it.
 */
export function openFile(folder: string): OpenFile {
  const file = join(folder, STORE);
  if (!existsSync(file)) createFile(folder, file);
  checkFile(file, folder);
  const db = connect(file);
  // Moved into the file while the log stays: from now until it is closed a log that is not there is one that was lost.
  db.prepare('UPDATE open_since SET at = ?').run(Date.now());
  db.exec('PRAGMA wal_checkpoint(FULL)');
  return { db, file };
}

/** Closes a store: SQLite moves the log into the file and removes it. */
export function closeFile(db: DatabaseSync): void {
  try {
    db.exec('UPDATE open_since SET at = NULL');
  } finally {
    // A full disk or a folder that has gone is no reason to hang on to the file; the next start will find what was committed.
    db.close();
  }
}

/** A connection whose commits are on the disk when they are answered. */
function connect(file: string): DatabaseSync {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  return db;
}

/** Made under another name and renamed, so that an empty or half-made file is never a crash of ours but always damage. */
function createFile(folder: string, file: string): void {
  refuseForeign(folder, file);
  const unfinished = `${file}.new`;
  createUnder(unfinished).close();
  renameSync(unfinished, file);
  syncFolder(folder);
}

/** An empty store in a file of this name; what was left there by a crash is removed. */
export function createUnder(file: string): DatabaseSync {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(file + suffix, { force: true });
  const db = connect(file);
  db.exec(SCHEMA);
  db.exec('INSERT INTO open_since VALUES (NULL)');
  return db;
}

function refuseForeign(folder: string, file: string): void {
  const names = new Set(readdirSync(folder));
  if (names.has(LEVELDB))
    throw new StoreRefused(
      `${folder} was written by an earlier version of Wardbell, which kept its data in LevelDB (the folder ${join(folder, LEVELDB)}); this version keeps it in SQLite and does not read that. ` +
        'To see what is open there, start the version that wrote it. To begin anew, choose another folder with --data; keys, silences and overrides must be made again there, and whatever still breaches is paged again with its next sample.',
    );
  const traces = TRACES.filter((name) => names.has(name));
  if (traces.length > 0)
    throw new StoreRefused(
      `${file} is missing, though ${folder} was used before: ${traces.join(', ')} ${traces.length === 1 ? 'is' : 'are'} there. With it everything is lost that was stored: incidents, pages, silences, overrides and keys. ` +
        'Put it back from a backup, with the files beside it whose names begin the same, or choose an empty folder with --data to begin anew.',
    );
}

/** A new name in a folder is durable only when the folder itself is. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
