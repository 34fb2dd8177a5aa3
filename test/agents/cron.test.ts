import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isInstalled } from '../support/agent.ts';
import { BACKUP_UUID, WITH_HEARTBEATS } from '../support/heartbeats.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';

const read = (path: string) =>
  readFileSync(new URL(`../../examples/agents/${path}`, import.meta.url), 'utf8');
const SCRIPT = new URL('../../examples/agents/cron/backup.sh', import.meta.url).pathname;

/** Lines of the example that begin so, as they stand there. */
const lines = (part: string) =>
  read('shell/README.md').match(new RegExp(`^.*${part}.*$`, 'gm')) ?? [];

const withCurl = isInstalled('curl') ? test : test.skip;

let world: TestPlatform;
let key: string;

beforeAll(async () => {
  world = await startTestPlatform({ config: WITH_HEARTBEATS });
  key = await world.key('samples');
});

afterAll(() => world.platform.stop());

async function shell(...args: readonly string[]) {
  const WARDBELL_PING = `${world.platform.url}/ping/${BACKUP_UUID}`;
  const env = { PATH: process.env['PATH'], WARDBELL_PING, WARDBELL_KEY: key };
  const child = spawn('sh', args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const keep = (chunk: Buffer) => {
    said += chunk;
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const [code] = await once(child, 'close');
  return { code, said };
}

const standing = async (id: string) => {
  const { json } = await world.call('GET', '/v1/heartbeats');
  return json.heartbeats.find(({ heartbeat }: { heartbeat: string }) => heartbeat === id);
};

describe('a cron job as in the example (skipped where `curl` is not in PATH)', () => {
  withCurl(
    'tells that it began and ended, and how long it took, and says nothing else',
    async () => {
      expect(await shell(SCRIPT, 'echo', 'done')).toEqual({ code: 0, said: 'done\n' });
      const { status, tookSeconds, startedAt } = await standing('backup');
      expect([status, startedAt]).toEqual(['up', undefined]);
      expect(tookSeconds).toBeGreaterThan(0);
    },
  );

  withCurl('pages when it fails, and hands its exit status on', async () => {
    expect(await shell(SCRIPT, 'sh', '-c', 'exit 3')).toMatchObject({ code: 3 });
    expect((await world.nextPage()).text).toMatch(/backup failed/);
    const { incidents } = (await world.call('GET', '/v1/incidents')).json;
    const { json } = await world.call('GET', `/v1/incidents/${incidents[0].id}`);
    expect(JSON.stringify(json)).toContain('exit status 3');
    await shell(SCRIPT, 'true');
  });

  withCurl('is not held up by an address that nobody answers', async () => {
    const nobody = 'WARDBELL_PING=http://127.0.0.1:1/ping/x; export WARDBELL_PING; . "$0"';
    const script = read('cron/backup.sh').replace('--retry 5', '--retry 0');
    const { code } = await shell('-c', nobody.replace('. "$0"', `set -- true; ${script}`));
    expect(code).toBe(0);
  });
});

describe('a shell line as in the example (skipped where `curl` is not in PATH)', () => {
  const inPlace = (line: string) =>
    line
      .replace('pg_dump record > record.dump', '(exit 4)')
      .replace('https://…', world.platform.url)
      .replace('<uuid>', BACKUP_UUID);

  withCurl('tells the exit status of what stands before it', async () => {
    // Pages that follow each other within ten seconds are bundled.
    world.putForward(60_000);
    const [line = ''] = lines('\\$\\?$');
    expect(await shell('-c', inPlace(line))).toEqual({ code: 0, said: '' });
    expect((await world.nextPage()).text).toMatch(/backup failed/);
  });

  withCurl('creates a heartbeat by key and name', async () => {
    const [line = ''] = lines('create=1"$');
    expect(await shell('-c', inPlace(line))).toEqual({ code: 0, said: '' });
    expect(await standing('record-backup')).toMatchObject({ status: 'up', created: true });
  });
});
