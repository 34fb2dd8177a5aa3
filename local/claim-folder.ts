import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Makes a folder this process's own until the returned function is called: two platforms in one folder would tear each other's data. The lock is the operating
 * system's, so that it does not outlive a process that is killed.
 */
export function claimFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = new DatabaseSync(join(folder, 'lock'));
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw new Error(
      `The folder ${folder} is in use by another Wardbell. Stop that one, or choose another folder with --data.`,
      { cause: error },
    );
  }
  return () => lock.close();
}
