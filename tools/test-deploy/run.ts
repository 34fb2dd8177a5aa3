import './localhost-names.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Counted, writeResults } from '../write-results.ts';
import { startEmulator } from './emulator.ts';
import { startIssuer } from './issuer.ts';
import { inOrder } from './steps.ts';
import { story } from './story.ts';

/**
 * `npm run test:deploy`: deploys the stack to an emulator of AWS and lives through an incident
 * there. `--results FILE` writes the counts. Where Python or its package index is missing it says
 * so, and passes.
 */
const folder = mkdtempSync(join(tmpdir(), 'wardbell-deploy-'));
const emulator = await startEmulator(folder);
if ('lacks' in emulator) {
  console.log(
    `Not run: the deployment needs an emulator, and this machine lacks ${emulator.lacks}.`,
  );
  report({ passed: 0, failed: 0 });
} else {
  const issuer = await startIssuer('anna');
  try {
    console.log('Deploying to an emulator of AWS:');
    const counted = await inOrder(await story(emulator, issuer, folder));
    report(counted);
    if (counted.failed > 0) {
      process.exitCode = 1;
    } else {
      rmSync(folder, { recursive: true });
    }
  } finally {
    emulator.stop();
    await issuer.stop();
  }
}

function report(counted: Counted): void {
  writeResults(counted);
  const where = counted.failed > 0 ? `; what was deployed, and the log, are in ${folder}` : '';
  console.log(`Deployment: ${counted.passed} passed, ${counted.failed} failed${where}`);
}
