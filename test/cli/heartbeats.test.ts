import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hashUuid } from '#protocols/healthchecks/decode.ts';
import { launch } from '../support/command-line.ts';
import { BACKUP_UUID, WITH_HEARTBEATS } from '../support/heartbeats.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';

let world: TestPlatform;

beforeAll(async () => {
  world = await startTestPlatform({ config: WITH_HEARTBEATS });
});

afterAll(() => world.platform.stop());

async function heartbeats(...args: readonly string[]) {
  const { url, adminKey } = world.platform;
  const env = { WARDBELL_URL: url, WARDBELL_KEY: adminKey };
  return (await launch(['heartbeats', ...args], env).ended).out;
}

const ping = (path: string) => world.call('GET', `/ping/${path}`);

test('heartbeats are listed with how they stand, late ones and those that run too', async () => {
  const key = await world.key('samples');
  await ping(BACKUP_UUID);
  await ping(`${key}/etl?create=1`);
  await ping(`${key}/etl/start`);
  const list = await heartbeats('list');
  expect(list).toMatch(/^HEARTBEAT +STATUS +SERVICE +LAST PING +EXPECTED +GRACE +TOOK$/m);
  expect(list).toMatch(/^backup +up +it +\S+ \S+ UTC +\S+ \S+ UTC +10m$/m);
  expect(list).toMatch(/^etl +up +it .* 5m +running since .*, created by a ping$/m);
  expect(list).toMatch(/^report +new +it +10m$/m);
  world.putForward(61 * 60_000);
  const { heartbeats: later } = JSON.parse(await heartbeats('list', '--json'));
  expect(later).toMatchObject([{ status: 'late' }, { status: 'down' }, { status: 'new' }]);
  expect(await heartbeats('forget', 'etl')).toMatch(/^Forgotten: etl\./);
}, 30_000);

test('a new address comes with the hash that the config knows it by', async () => {
  const said = await heartbeats('uuid');
  const [, uuid = ''] = /\/ping\/([0-9a-f-]{36})$/m.exec(said) ?? [];
  expect(said).toContain(`uuid_sha256: ${hashUuid(uuid)}`);
  expect(said).toContain(`${world.platform.url}/ping/${uuid}`);
}, 30_000);
