import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inOrder } from '../test-deploy/steps.ts';
import { writeResults } from '../write-results.ts';
import { packageStory } from './story.ts';

/**
 * `npm run test:package`: builds the package, and lives from its archive in an empty folder, with
 * the Node of this machine. `--results FILE` writes the counts.
 */
const folder = mkdtempSync(join(tmpdir(), 'wardbell-package-'));
console.log('Installing the packed archive in an empty folder:');
const counted = await inOrder(packageStory(folder));
writeResults(counted);
console.log(`Package: ${counted.passed} passed, ${counted.failed} failed`);
if (counted.failed === 0) {
  rmSync(folder, { recursive: true });
} else {
  console.log(`What was installed is in ${folder}.`);
  process.exitCode = 1;
}
