import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { hasSqliteHeader } from './first-bytes.ts';
import { isWalComplete } from './wal-file.ts';

/** The file in which fauxqs keeps queues, topics and subscriptions. */
const FILE = 'fauxqs.db';

/** Room that the file and its log are given beforehand, in bytes: hundreds of messages. */
const ROOM = 4 * 1024 * 1024;

/** The queues' file, as it was found. */
export interface QueueFile {
  /** Where a damaged one was moved to. */
  readonly setAside?: string;
  /** Gives back what was held to keep its room. */
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
  return { ...(setAside && { setAside }), release: () => holder.close() };
}

/**
 * A row of zeros is written and removed: its pages stay in the file, free, and the log stays as
 * long as it became.
 */
function makeRoom(db: DatabaseSync): void {
  db.exec('CREATE TABLE IF NOT EXISTS wardbell_room (bytes BLOB)');
  try {
    db.prepare('INSERT INTO wardbell_room VALUES (zeroblob(?))').run(ROOM);
  } catch {
    // The disk is full already: the store says so.
  }
  db.exec('DELETE FROM wardbell_room');
}

/** Whether SQLite finds nothing wrong, and every document in it can be read. */
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

/** Texts that fauxqs reads as JSON when it starts, and would fail on. */
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
