import { mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { cannotBeWritten, StoreRefused } from './refusal.ts';
import { isBusy } from './store-error.ts';

/**
 * Locks a folder for this process until the returned function is called: two platforms in one
 * folder would corrupt each other's data. It is a lock of the operating system, so that it does not
 * outlive a killed process.
 */
export function lockFolder(folder: string): () => void {
  const lock = inFolder(folder, () => {
    makeFolder(resolve(folder));
    return new DatabaseSync(join(folder, 'lock'));
  });
  try {
    inFolder(folder, () => lock.exec('BEGIN EXCLUSIVE'));
  } catch (error) {
    lock.close();
    throw error;
  }
  return () => lock.close();
}

/**
 * Creates a folder and its parents. Node's recursive `mkdir` never returns if a file system answers
 * ENOENT, as /proc does.
 */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    return;
  }
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

function inFolder<Done>(folder: string, work: () => Done): Done {
  try {
    return work();
  } catch (error) {
    if (isBusy(error)) {
      throw new StoreRefused(
        `The folder ${folder} is in use by another Wardbell. Stop that one, or choose another folder with --data.`,
        { cause: error },
      );
    }
    throw cannotBeWritten(folder, error);
  }
}
