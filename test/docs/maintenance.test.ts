import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { configShown } from '../support/documented-config.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';

const SCRIPT = 'examples/maintenance/maintenance.sh';

let world: TestPlatform;
let folder: string;

beforeAll(async () => {
  // The example hospital has the service that the job speaks of.
  world = await startTestPlatform({ config: configShown('{}') });
  folder = mkdtempSync(join(tmpdir(), 'wardbell-'));
  // What npx does, without the second that it takes.
  const npx = `#!/bin/sh\nshift 2\nexec "${process.execPath}" bin/wardbell.ts "$@"\n`;
  writeFileSync(join(folder, 'npx'), npx, { mode: 0o755 });
});

afterAll(async () => {
  await world.platform.stop();
  rmSync(folder, { recursive: true });
});

async function run(key: string) {
  const env = {
    PATH: `${folder}:${process.env['PATH']}`,
    WARDBELL_URL: world.platform.url,
    WARDBELL_KEY: key,
  };
  const child = spawn('sh', [SCRIPT], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, said };
}

test('the job of examples/maintenance makes one window a night, with a key that can do nothing else', async () => {
  const key = await world.key('respond');
  const first = await run(key);
  expect(first).toEqual({ code: 0, said: expect.stringMatching(/^Silence ehr-update-\d{4}-/) });
  expect(await run(key)).toEqual(first);
  const { silences } = (await world.call('GET', '/v1/silences')).json;
  expect(silences).toMatchObject([{ kind: 'maintenance', matchers: ['service="ehr"'] }]);
  expect((await world.call('GET', '/v1/silences', { key })).status).toBe(403);
}, 30_000);
