import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import { createApiKey } from '#http/api-key.ts';
import { ADDRESS_RATE_LIMIT, SECRET_RATE_LIMIT } from '#http/rate-limiter.ts';
import { createIngestHandler } from '#lambdas/ingest/handler.ts';
import { gatewayEvent } from '#local/gateway-event.ts';
import { BACKUP_UUID, WITH_HEARTBEATS } from '../../support/heartbeats.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';

const OTHER_UUID = '00000000-0000-4000-8000-000000000000';

let world: TestPlatform;
let key: string;

beforeAll(async () => {
  world = await startTestPlatform({ config: WITH_HEARTBEATS });
  key = await world.key('samples');
});

afterAll(() => world.platform.stop());

const ping = (path: string, method = 'GET', body?: string) =>
  world.call(method, `/ping/${path}`, { key: null, ...(body !== undefined && { body }) });

const list = async () => (await world.call('GET', '/v1/heartbeats')).json.heartbeats;

const standing = async (id: string) =>
  (await list()).find(({ heartbeat }: { heartbeat: string }) => heartbeat === id);

describe('a ping', () => {
  test.each(['GET', 'POST', 'HEAD'])(
    'is taken by %s, without a key where it has a UUID',
    async (method) => {
      const { status, text, headers } = await ping(BACKUP_UUID, method);
      expect([status, text]).toEqual([200, method === 'HEAD' ? '' : 'OK']);
      expect(headers.get('ping-body-limit')).toBe('10000');
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('content-type')).toMatch(/^text\/plain/);
    },
  );

  test('means with a slash at the end what it means without', async () => {
    await ping(`${key}/report/start/`, 'HEAD');
    expect(await standing('report')).toMatchObject({ startedAt: expect.any(String) });
    await ping(`${key}//report/`, 'POST');
    expect(await standing('report')).toMatchObject({ status: 'up' });
    expect(await standing('report')).not.toHaveProperty('startedAt');
  });

  test('is durable when it is answered, and pages when it says so', async () => {
    await ping(BACKUP_UUID.toUpperCase());
    expect(await standing('backup')).toMatchObject({ status: 'up', period: '1h', grace: '10m' });
    expect((await ping(`${BACKUP_UUID}/1`, 'POST', 'exit 1 of Anna Lind, 19121212')).text).toBe(
      'OK',
    );
    expect((await world.nextPage()).text).toMatch(/backup failed/);
    expect(await standing('backup')).toMatchObject({ status: 'down' });
    expect(JSON.stringify(await list())).not.toContain('Anna');
    await ping(`${BACKUP_UUID}/0`);
    expect(await standing('backup')).toMatchObject({ status: 'up' });
  });

  test('tells of a run by its id: when it began, and how long it took', async () => {
    const run = `rid=${OTHER_UUID}`;
    await ping(`${key}/report/start?${run}`);
    expect(await standing('report')).toMatchObject({ startedAt: expect.any(String) });
    await ping(`${key}/report/log?${run}`, 'POST', 'half way');
    await ping(`${key}/report?${run}`);
    const report = await standing('report');
    expect(report).toMatchObject({ status: 'up', tookSeconds: expect.any(Number) });
    expect(report).not.toHaveProperty('startedAt');
  });

  test('creates a heartbeat where it is asked to, once, and it can be forgotten', async () => {
    expect(await ping(`${key}/etl-1`)).toMatchObject({ status: 404, text: 'not found' });
    expect(await ping(`${key}/etl-1?create=1`)).toMatchObject({ status: 201, text: 'Created' });
    expect(await ping(`${key}/etl-1/start?create=1`)).toMatchObject({ status: 200, text: 'OK' });
    expect(await standing('etl-1')).toMatchObject({ status: 'up', created: true, service: 'it' });
    expect((await world.call('DELETE', '/v1/heartbeats/etl-1')).status).toBe(200);
    expect(await standing('etl-1')).toBeUndefined();
    expect((await world.call('DELETE', '/v1/heartbeats/etl-1')).status).toBe(404);
    expect((await ping(`${key}/etl-1`)).status).toBe(404);
  });

  test.each([
    ['an unknown UUID', () => OTHER_UUID, 404, 'not found'],
    ['an unknown UUID that would create', () => `${OTHER_UUID}?create=1`, 404, 'not found'],
    ['an unknown key', () => `wb_0123456789ab_${'a'.repeat(43)}/backup`, 404, 'not found'],
    ['no key at all', () => 'secret/backup', 404, 'not found'],
    ['a word in place of a UUID', () => 'backup', 404, 'not found'],
    ['a key alone', () => key, 400, 'invalid uuid format'],
    ['a run that is none', () => `${BACKUP_UUID}?rid=7`, 400, 'invalid uuid format'],
    ['an exit status above 255', () => `${BACKUP_UUID}/256`, 400, 'invalid url format'],
    [
      'an exit status of a thousand digits',
      () => `${BACKUP_UUID}/${'1'.repeat(1_000)}`,
      400,
      'invalid url format',
    ],
    ['another word', () => `${BACKUP_UUID}/done`, 400, 'invalid url format'],
    ['a word behind a word', () => `${BACKUP_UUID}/start/1`, 400, 'invalid url format'],
    ['a word behind a slug and its word', () => `${key}/report/start/1`, 400, 'invalid url format'],
    ['a key alone with a slash', () => `${key}/`, 400, 'invalid uuid format'],
    ['nothing at all', () => '', 404, 'not found'],
    ['a slug with capitals', () => `${key}/Backup`, 400, 'invalid url format'],
    [
      "a slug of Wardbell's own",
      () => `${key}/wardbell-canary?create=1`,
      400,
      'invalid url format',
    ],
    [
      'a slug that no name can be',
      () => `${key}/${'a'.repeat(49)}?create=1`,
      400,
      'invalid url format',
    ],
  ])('is answered as Healthchecks does: %s', async (_what, path, status, text) => {
    expect(await ping(path())).toMatchObject({ status, text });
  });

  test('needs a key for samples before a slug, and says so', async () => {
    const readOnly = await world.key('read');
    const { status, text } = await ping(`${readOnly}/backup`);
    expect([status, text]).toEqual([403, expect.stringContaining('scope "samples"')]);
  });
});

/** Returns the handler alone, on a store that can fail. */
function alone(works: () => boolean, config = WITH_HEARTBEATS) {
  const lines: string[] = [];
  const ports = observePorts(memoryPorts(Date.now), async (_, call) => {
    if (!works()) {
      throw new Error('away');
    }
    return call();
  });
  const handler = createIngestHandler({
    ports,
    config,
    publicUrl: 'http://x',
    clock: () => 0,
    log: (line) => lines.push(JSON.stringify(line)),
    measure: () => undefined,
  });
  const ask = (url: string, method = 'GET') => {
    const request = { method, url, headers: {}, body: Buffer.alloc(0), sourceIp: '1' };
    const routed = gatewayEvent({ ...request, id: 'r', at: 0 });
    return handler(routed.event, {} as Context);
  };
  return { ask, lines, ports };
}

test.each(['GET', 'POST', 'HEAD'])(
  'a ping by %s is taken with a slash at the end, whatever it says',
  async (method) => {
    const { ask, ports } = alone(() => true);
    const { token, key: known } = createApiKey('jobs', ['samples'], 0);
    await ports.controls.putKey(known);
    for (const start of [BACKUP_UUID, `${token}/report`]) {
      for (const end of ['/', '/start/', '/fail/', '/log/', '/0/', '/255/', '//start', '/0//']) {
        const { statusCode, body } = await ask(`/ping/${start}${end}`, method);
        const told = method === 'HEAD' ? undefined : 'OK';
        expect([end, statusCode, body]).toEqual([end, 200, told]);
      }
    }
  },
);

test('a fault of ours is told so that curl tries again, and its log names no secret', async () => {
  const { ask, lines } = alone(() => false);
  const { statusCode, headers, body } = await ask(`/ping/${BACKUP_UUID}`);
  expect([statusCode, headers?.['retry-after'], body]).toEqual([
    503,
    '5',
    expect.stringMatching(/Send the same request again/),
  ]);
  expect(lines).toHaveLength(1);
  expect(lines.join()).not.toContain(BACKUP_UUID);
});

test('a ping is taken whatever is guessed from its address, and too many of one are not', async () => {
  const { ask } = alone(() => true);
  for (let asked = 0; asked < ADDRESS_RATE_LIMIT.burst; asked++) {
    expect(await ask(`/ping/${OTHER_UUID}`)).toMatchObject({ statusCode: 404 });
  }
  expect(await ask(`/ping/${OTHER_UUID}`)).toMatchObject({ statusCode: 429 });
  for (let asked = 0; asked < SECRET_RATE_LIMIT.burst; asked++) {
    expect(await ask(`/ping/${BACKUP_UUID}`)).toMatchObject({ statusCode: 200 });
  }
  expect(await ask(`/ping/${BACKUP_UUID}`)).toMatchObject({
    statusCode: 429,
    headers: { 'retry-after': '1', 'content-type': 'text/plain; charset=utf-8' },
  });
});
