import type { DatabaseSync } from 'node:sqlite';
import { Unavailable } from '#usecases/ports.ts';
import { toStoreError } from './store-error.ts';

/** The writes of one turn of the event loop, which wait for one sync of the disk. */
interface Batch {
  readonly committed: Promise<void>;
  readonly settle: (failure?: unknown) => void;
}

export interface GroupCommit {
  /** Applies a change at once; resolves with its result once that is durable. */
  write<Answer>(change: () => Answer): Promise<Answer>;
  /**
   * Reads what is durable: it waits for a commit in progress, and never sees what may still fail.
   */
  read<Answer>(look: () => Answer): Promise<Answer>;
  /** Commits what waits. */
  flush(): void;
}

export interface GroupCommitOptions {
  /** Called before each commit; if it throws, the commit fails. */
  readonly beforeCommit: () => void;
  /** Called after each commit with its result. */
  readonly onCommit: (failure?: Unavailable) => void;
}

/**
 * Runs transactions on one connection. All writes of one turn of the event loop share one
 * transaction, since each request would otherwise wait for a sync of its own. If the commit fails,
 * all of it fails, and nobody was told that it was stored.
 */
export function groupCommit(
  db: DatabaseSync,
  { beforeCommit, onCommit }: GroupCommitOptions,
): GroupCommit {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const end = db.prepare('COMMIT');
  let batch: Batch | undefined;

  function open(): Batch {
    if (batch !== undefined) {
      return batch;
    }
    begin.run();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    // Its waiters get the error; a batch that nobody waits for any more must not end the process.
    promise.catch(() => undefined);
    batch = { committed: promise, settle: (failure) => (failure ? reject(failure) : resolve()) };
    setImmediate(flush);
    return batch;
  }

  function flush(): void {
    if (batch === undefined) {
      return;
    }
    try {
      beforeCommit();
      end.run();
    } catch (error) {
      fail(error);
      return;
    }
    const { settle } = batch;
    batch = undefined;
    onCommit();
    settle();
  }

  /** Rolls back everything that waits. A full disk may have done that already. */
  function fail(error: unknown): unknown {
    const fault = toStoreError(error);
    const failed = batch;
    batch = undefined;
    if (db.isTransaction) {
      db.exec('ROLLBACK');
    }
    if (fault instanceof Unavailable) {
      onCommit(fault);
    }
    failed?.settle(fault);
    return fault;
  }

  return {
    flush,
    async write(change) {
      let answer: ReturnType<typeof change>;
      let mine: Batch;
      try {
        mine = open();
        answer = change();
      } catch (error) {
        const isFault = toStoreError(error) instanceof Unavailable;
        throw isFault || !db.isTransaction ? fail(error) : error;
      }
      await mine.committed;
      return answer;
    },
    async read(look) {
      const asked = () => {
        try {
          return look();
        } catch (error) {
          throw toStoreError(error);
        }
      };
      return batch === undefined ? asked() : batch.committed.then(asked, asked);
    },
  };
}
