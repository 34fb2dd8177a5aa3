import { mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { cannotBeWritten, StoreRefused } from './refusal.ts';
import { isBusy } from './store-error.ts';

/**
 * Makes a folder this process's own until the returned function is called: two platforms in one
 * folder would tear each other's data. The lock is the operating system's, so that it does not
 * outlive a process that is killed.
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
 * Makes a folder and what it lies in. Node's recursive `mkdir` never returns where a file system
 * answers ENOENT, as /proc does.
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
