import type { DatabaseSync } from 'node:sqlite';
import { Unavailable } from '#usecases/ports.ts';
import { toStoreError } from './store-error.ts';

/** What is written in one turn of the event loop, and waits for one sync of the disk. */
interface Batch {
  readonly committed: Promise<void>;
  readonly settle: (failure?: unknown) => void;
}

export interface GroupCommit {
  /** Runs a change at once; resolves with its answer when that is durable. */
  write<Answer>(change: () => Answer): Promise<Answer>;
  /**
   * Runs a look at what is durable: it waits for what is being committed, and never sees what may
   * still fail.
   */
  read<Answer>(look: () => Answer): Promise<Answer>;
  /** Commits what waits. */
  flush(): void;
}

export interface GroupCommitOptions {
  /** Asked before each commit; what it throws fails the commit. */
  readonly beforeCommit: () => void;
  /** Told of each commit how it ended. */
  readonly onCommit: (failure?: Unavailable) => void;
}

/**
 * Transactions over one connection. All that is asked for in one turn of the event loop shares one:
 * each request would otherwise wait for a disk's sync of its own. Where the commit fails, all of it
 * fails, and nobody was told that it was stored.
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
    // Whoever waits hears of it; a batch that nobody waits for any more must not end the process.
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

  /** Undoes what waits, all of it. A full disk may have done that already. */
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
