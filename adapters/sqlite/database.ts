import { type Stats, statSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Unavailable } from '#usecases/ports.ts';
import { type GroupCommit, groupCommit } from './group-commit.ts';
import { closeFile, openFile, openMemory } from './open-file.ts';
import { storeVanished } from './store-error.ts';

/** An open store: its cached prepared statements, and the transactions they run in. */
export interface Database extends Pick<GroupCommit, 'read' | 'write'> {
  /**
   * Returns a prepared statement, cached by its text. Only its `get`, `all` and `run` are used: an
   * iterator would stay open.
   */
  prepare(sql: string): StatementSync;
  /**
   * Returns why nothing can be stored now. It tries to write again, so that the answer is current.
   */
  fault(): Promise<Unavailable | undefined>;
  close(): void;
}

export interface DatabaseOptions {
  /**
   * The folder of the file `wardbell.db`.
   * @default in memory
   */
  readonly folder?: string;
  /** Called once when nothing can be stored any more, and once when it can be again. */
  readonly onFault?: (fault: Unavailable | undefined) => void;
}

/**
 * Opens the store, and creates it if it is missing. Throws a readable error for a folder or a file
 * that it cannot use.
 */
export function openDatabase({ folder, onFault }: DatabaseOptions = {}): Database {
  if (folder === undefined) {
    return databaseOn(openMemory());
  }
  const { db, file } = openFile(folder);
  return databaseOn(db, { file, ...(onFault !== undefined && { onFault }) });
}

/**
 * Written to test whether the disk accepts writes again: large enough that the next write does not
 * fill it up once more.
 */
const PROBE = 'UPDATE room SET bytes = randomblob(?)';
const PROBE_BYTES = 64 * 1024;

/**
 * Creates a store on a connection. With a file, it checks before each commit that the file is still
 * in its place.
 */
export function databaseOn(
  db: DatabaseSync,
  { file, onFault = () => undefined }: Pick<DatabaseOptions, 'onFault'> & { file?: string } = {},
): Database {
  const statements = new Map<string, StatementSync>();
  const opened = file === undefined ? undefined : statSync(file);
  let known: Unavailable | undefined;
  const commits = groupCommit(db, {
    beforeCommit: () => {
      if (file !== undefined && opened !== undefined) {
        stayed(file, opened);
      }
    },
    onCommit: (fault) => {
      const changed = (known === undefined) !== (fault === undefined);
      known = fault;
      if (changed) {
        onFault(fault);
      }
    },
  });
  const prepare = (sql: string) => {
    const statement = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    ...commits,
    prepare,
    async fault() {
      if (known === undefined) {
        return undefined;
      }
      await commits.write(() => prepare(PROBE).run(PROBE_BYTES)).catch(() => undefined);
      return known;
    },
    close() {
      commits.flush();
      if (file === undefined) {
        db.close();
      } else {
        closeFile({ db, file });
      }
    },
  };
}

function stayed(file: string, { ino, dev }: Stats): void {
  const now = statSync(file, { throwIfNoEntry: false });
  if (now?.ino !== ino || now.dev !== dev) {
    throw storeVanished(file);
  }
}
