import { existsSync } from 'node:fs';
import { claimFolder } from '#adapters/sqlite/claim-folder.ts';
import { type Repaired, repairStore } from '#adapters/sqlite/repair.ts';

/** Repairs the store in a folder that no Wardbell uses. */
export function repairFolder(folder: string): Repaired {
  if (!existsSync(folder)) {
    throw new Error(`There is no folder ${folder}.`);
  }
  const release = claimFolder(folder);
  try {
    return repairStore(folder);
  } finally {
    release();
  }
}
