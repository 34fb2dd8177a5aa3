import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../test/support/free-port.ts';
import { pythonTools } from '../python-tools.ts';
import { answering } from '../test-deploy/answering.ts';

/**
 * `npm run test:moto`: tells the stories of test/scenarios, and that of every function and route,
 * on the DynamoDB, SQS and SNS of moto, which others wrote. Three minutes. Where Python or its
 * package index is missing it says so, and passes.
 */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HERE = fileURLToPath(new URL('.', import.meta.url));
const STORIES = ['test/scenarios', 'test/deployment/permissions.test.ts'];

/**
 * moto counts no subscription as confirmed. A page is published all the same, and the next channel
 * does not wait for its delay: what these tell cannot happen there.
 */
const WITHOUT = ['on SQLite', 'a later channel comes after its delay'];

const tools = pythonTools('wardbell-moto', join(HERE, 'requirements.txt'));
if ('lacks' in tools) {
  console.log(`Not run: moto is written in Python; this machine lacks ${tools.lacks}.`);
} else {
  process.exitCode = await tellStories(join(tools.bin, 'python'));
}

async function tellStories(python: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'wardbell-moto-'));
  const port = await freePort();
  const log = openSync(join(folder, 'moto.log'), 'w');
  const server = spawn(python, [join(HERE, 'server.py'), '-H', '127.0.0.1', '-p', `${port}`], {
    // The account of the engines that the tests have otherwise.
    env: { ...process.env, MOTO_ACCOUNT_ID: '000000000000' },
    stdio: ['ignore', log, log],
  });
  const url = `http://127.0.0.1:${port}`;
  try {
    await answering(`${url}/moto-api/data.json`, server);
    const only = `^(?!.*(${WITHOUT.join('|')}))`;
    const { status } = spawnSync(
      'npm',
      ['run', '--silent', 'jest', '--', ...STORIES, '--runInBand', '--testNamePattern', only],
      { cwd: ROOT, env: { ...process.env, WARDBELL_TEST_EMULATOR: url }, stdio: 'inherit' },
    );
    if (status === 0) {
      rmSync(folder, { recursive: true });
    } else {
      console.log(`What moto was asked is in ${folder}.`);
    }
    return status ?? 1;
  } finally {
    server.kill();
  }
}
