import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { hasSqliteHeader } from './first-bytes.ts';
import { isWalComplete } from './wal-file.ts';

/** The file in which fauxqs keeps queues, topics and subscriptions. */
const FILE = 'fauxqs.db';

/** Space that is reserved for the file and its log, in bytes: hundreds of messages. */
const ROOM = 4 * 1024 * 1024;

/** The state in which the queue file was found. */
export interface QueueFile {
  /** The path to which a damaged file was moved. */
  readonly setAside?: string;
  /** Releases what was held to keep the space. */
  release(): void;
}

/**
 * Looks at the queues' file before fauxqs opens it. A damaged one is moved out of the way: what was
 * in it is told again from the store, so that it must not keep the platform from starting.
 *
 * It is also given room beforehand, which stays its own: where the disk became full between two
 * writes of one message, fauxqs would take the repeat of that message for one that it has.
 */
export function takeQueueFile(folder: string): QueueFile {
  const file = join(folder, FILE);
  const setAside = existsSync(file) && !isSound(file) ? moveAway(file) : undefined;
  const holder = new DatabaseSync(file);
  holder.exec('PRAGMA journal_mode = WAL');
  makeRoom(holder);
  // While a connection is open the log keeps its size.
  return { ...(setAside !== undefined && { setAside }), release: () => holder.close() };
}

/**
 * Zeros are inserted and deleted: their pages stay in the file as free pages, and the log keeps its
 * length.
 */
function makeRoom(db: DatabaseSync): void {
  db.exec('CREATE TABLE IF NOT EXISTS wardbell_room (bytes BLOB)');
  try {
    db.prepare('INSERT INTO wardbell_room VALUES (zeroblob(?))').run(ROOM);
  } catch {
    // If the disk is full already, the store reports it.
  }
  db.exec('DELETE FROM wardbell_room');
}

/** Whether SQLite finds nothing wrong, and every document in it can be parsed. */
function isSound(file: string): boolean {
  if (!hasSqliteHeader(file)) {
    return false;
  }
  if (!isWalComplete(file)) {
    return false;
  }
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { readOnly: true });
    const said = db.prepare('PRAGMA integrity_check(1)').get();
    for (const column of JSON_COLUMNS) {
      db.prepare(`SELECT json(${column}`).all();
    }
    return Object.values(said ?? {})[0] === 'ok';
  } catch {
    return false;
  } finally {
    db?.close();
  }
}

/** Columns that fauxqs parses as JSON when it starts; it would fail on invalid ones. */
const JSON_COLUMNS = [
  'attributes) FROM sqs_queues',
  'message_attributes) FROM sqs_messages',
  'attributes) FROM sns_topics',
  'subscription_arns) FROM sns_topics',
  'attributes) FROM sns_subscriptions',
];

function moveAway(file: string): string {
  const to = `${file}.damaged-${new Date().toISOString().replaceAll(':', '')}`;
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(file + suffix)) {
      renameSync(file + suffix, to + suffix);
    }
  }
  return to;
}
