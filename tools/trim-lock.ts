/**
 * Takes out of package-lock.json what packages ask of Node where an old one that runs npm does not
 * give it: `npm ci` would warn of each, though not that one runs them but the Node that
 * package.json brings. `test/tools/lock.test.ts` holds what they ask against the latter. To be run
 * after every change of the lock: `npm run lock`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { type Lock, unmet } from './lock.ts';

const FILE = new URL('../package-lock.json', import.meta.url);

const lock: Lock = JSON.parse(readFileSync(FILE, 'utf8'));
for (const path of unmet(lock)) {
  delete lock.packages[path]?.engines;
}
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
