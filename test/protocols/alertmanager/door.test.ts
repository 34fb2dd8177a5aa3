import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import type { HttpEvent } from '#http/http.ts';
import { KEY_RATE_LIMIT } from '#http/rate-limiter.ts';
import { hospital } from '../../support/config.ts';
import { memoryIngest } from '../../support/memory-ingest.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';

const toIcu = {
  matchers: [{ name: 'team', op: '=', value: 'icu' }],
  to: { service: 'icu' },
} as const;
const routed = hospital({ config: { alertRoutes: [toIcu] } });
const { technicalService: _, ...onlyIcu } = routed;

const named = (alertname: string, more: object = {}) => ({
  labels: { alertname, team: 'icu', instance: `${alertname}-1`, ...more },
});

let world: TestPlatform;

beforeAll(async () => {
  world = await startTestPlatform({ config: onlyIcu });
});

afterAll(() => world.platform.stop());

const post = async (alerts: unknown, key?: string | null) =>
  world.call('POST', '/api/v2/alerts', {
    json: alerts,
    key: key === undefined ? await world.key('samples') : key,
  });

/** Polls until an alert with this name is open. */
async function untilOpen(alertname: string): Promise<void> {
  const path = `/api/v2/alerts?filter=alertname%3D${alertname}`;
  while ((await world.call('GET', path)).json.length === 0) {}
}

describe('POST /api/v2/alerts', () => {
  test('takes alerts with an empty 200, pages once, and the same again changes nothing', async () => {
    for (let i = 0; i < 3; i++) {
      const { status, text } = await post([named('DiskFull')]);
      expect([status, text]).toEqual([200, '']);
    }
    expect((await world.nextPage()).text).toMatch(/^ERROR DiskFull, DiskFull-1, ICU since/);
    expect(world.pages).toEqual([]);
  });

  test('takes all that it can, and says in a JSON string what it could not, and why', async () => {
    const { status, headers, json } = await post([
      { labels: {} },
      named('Second'),
      named('Nobodys', { team: 'er' }),
      named('Long', { note: 'x'.repeat(1_025) }),
    ]);
    expect([status, headers.get('content-type')]).toEqual([400, 'application/json']);
    expect(json).toMatch(
      /^3 of 4 alerts were not taken, all others were\. E\.g\. alert 0: it has no label.*; alert 2: no route .*; alert 3: label note has 1025 characters; at most 1024 are taken\.$/,
    );
    await untilOpen('Second');
  });

  test('takes what is compressed', async () => {
    const body = gzipSync(JSON.stringify([named('Zipped')]));
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    expect((await world.call('POST', '/api/v2/alerts', { body, headers })).status).toBe(200);
    await untilOpen('Zipped');
  });

  const type = { 'content-type': 'application/json' };
  const refusals: readonly (readonly [string, number, RegExp, object])[] = [
    ['no key', 401, /Authorization: Bearer/, { json: [], key: null }],
    ['no JSON', 400, /^The body is not JSON/, { body: '{', headers: type }],
    ['no list', 400, /it must be a list of alerts/, { json: { x: 1 } }],
    [
      'another type',
      415,
      /takes application\/json/,
      { body: 'x', headers: { 'content-type': 'text/plain' } },
    ],
    ['too much', 413, /larger than 5000000/, { body: ' '.repeat(5_000_001), headers: type }],
    [
      'a bomb',
      413,
      /larger than 5000000/,
      {
        body: gzipSync(Buffer.alloc(50_000_000, ' ')),
        headers: { ...type, 'content-encoding': 'gzip' },
      },
    ],
  ];
  test.each(refusals)('refuses %s in a JSON string', async (_, status, says, sent) => {
    const answer = await world.call('POST', '/api/v2/alerts', sent);
    expect([answer.status, answer.json]).toEqual([status, expect.stringMatching(says)]);
    expect(answer.headers.get('content-type')).toBe('application/json');
  });

  test('refuses a key without the scope, and says which it needs', async () => {
    const { status, headers, json } = await post([], await world.key('read'));
    expect([status, json]).toEqual([403, expect.stringMatching(/scope "samples"/)]);
    expect(headers.get('www-authenticate')).toContain('insufficient_scope');
  });
});

/** Posts alerts to the handler on stores in memory, which can be taken away. */
async function createSender(fault?: Error) {
  const { handler, token, measured, calls } = await memoryIngest({ config: routed, fault });
  const send = (...alerts: readonly unknown[]) => {
    calls.length = 0;
    const event = {
      version: '2.0',
      rawPath: '/api/v2/alerts',
      routeKey: 'POST /api/v2/alerts',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(alerts),
      isBase64Encoded: false,
      requestContext: { requestId: 'r', http: { method: 'POST', path: '/api/v2/alerts' } },
    };
    return handler(event as unknown as HttpEvent, {} as Context);
  };
  return { send, measured, calls };
}

test('alerts that are sent again cost one read and no write, and are measured', async () => {
  const { send, measured, calls } = await createSender();
  const all = [named('A'), named('B'), named('C')];
  await send(...all);
  await send(...all, { labels: {} });
  expect(calls.filter((call) => !call.startsWith('controls'))).toEqual(['subjects.load']);
  expect(measured).toEqual([{ alertsTaken: 3 }, { alertsTaken: 3, alertsRejected: 1 }]);
});

describe("what Alertmanager's webhook must send again is answered 503", () => {
  test.each([
    ['a store that is not there', Object.assign(new Error('x'), { name: 'ThrottlingException' })],
    ['a bug', new TypeError('x')],
  ])('%s', async (_, fault) => {
    const { send } = await createSender(fault);
    const { statusCode, headers, body = '' } = await send(named('A'));
    expect([statusCode, headers]).toMatchObject([503, { 'retry-after': '5' }]);
    expect(JSON.parse(body)).toMatch(/Send the same request again/);
  });

  test('a key that sends too often', async () => {
    const { send } = await createSender();
    await Promise.all(Array.from({ length: KEY_RATE_LIMIT.burst }, () => send()));
    const { statusCode, headers } = await send();
    expect([statusCode, headers]).toMatchObject([503, { 'retry-after': '1' }]);
  });
});
