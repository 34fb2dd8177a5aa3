import { existsSync } from 'node:fs';
import { lockFolder } from '#adapters/sqlite/lock-folder.ts';
import { type Repaired, repairStore } from '#adapters/sqlite/repair.ts';

/** Repairs the store in a folder that no running platform uses. */
export function repairFolder(folder: string): Repaired {
  if (!existsSync(folder)) {
    throw new Error(`There is no folder ${folder}.`);
  }
  const release = lockFolder(folder);
  try {
    return repairStore(folder);
  } finally {
    release();
  }
}
