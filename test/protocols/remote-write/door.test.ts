import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { DAY } from '#core/time/instant.ts';
import type { HttpEvent } from '#http/http.ts';
import { KEY_RATE_LIMIT } from '#http/rate-limiter.ts';
import { NIGHT } from '../../support/incident.ts';
import { memoryIngest } from '../../support/memory-ingest.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';
import { compress, messageV1, messageV2, type SentSeries } from '../../support/remote-write.ts';

const V1 = 'application/x-protobuf';
const V2 = 'application/x-protobuf;proto=io.prometheus.write.v2.Request';
const NAN = Uint8Array.of(2, 0, 0, 0, 0, 0, 0xf0, 0x7f);

const series = (
  labels: Readonly<Record<string, string>>,
  value: number | Uint8Array,
  at = Date.now(),
): SentSeries => ({ labels: Object.entries(labels), samples: [{ value, at }] });

const spo2 = (subject: string, value: number, at?: number) =>
  series({ __name__: 'spo2', subject }, value, at);

interface Posted {
  readonly body?: Uint8Array;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly key?: string | null;
}

let world: TestPlatform;

beforeAll(async () => {
  world = await startTestPlatform();
});

afterAll(() => world.platform.stop());

/** Returns the status and the written counts: samples, histograms, exemplars. */
async function post({ body, type = V1, headers = {}, ...more }: Posted) {
  const {
    status,
    text,
    headers: said,
  } = await world.call('POST', '/api/v1/write', {
    ...more,
    body: body ?? compress(messageV1([])),
    headers: { 'content-type': type, 'content-encoding': 'snappy', ...headers },
  });
  const written = ['samples', 'histograms', 'exemplars'].map((what) =>
    said.get(`x-prometheus-remote-write-${what}-written`),
  );
  return { status, text, written, headers: said };
}

const v1 = (...all: readonly SentSeries[]) => ({ body: compress(messageV1(all)), type: V1 });
const v2 = (...all: readonly SentSeries[]) => ({ body: compress(messageV2(all)), type: V2 });

/** Returns the headers with the written counts, which version 1 lacks. */
const counts = (counted: boolean, ...written: readonly string[]) =>
  counted ? written : written.map(() => null);

describe.each([
  ['1.0', v1, V1, false],
  [
    '1.0 with its message named',
    v1,
    'application/x-protobuf; proto=prometheus.WriteRequest',
    false,
  ],
  ['2.0', v2, V2, true],
  ['2.0 in quotes', v2, 'application/x-protobuf; proto="io.prometheus.write.v2.Request"', true],
])('remote write %s', (_, encode, type, counted) => {
  const send = (...all: readonly SentSeries[]) => post({ ...encode(...all), type });

  test('is answered 204, with nothing in it, when everything was taken', async () => {
    const histogram = { count: 3, sum: 4, at: Date.now() };
    const { status, text, written, headers } = await send(
      spo2('bed-1', 97),
      { ...spo2('bed-2', 97), exemplars: 2 },
      { labels: [['__name__', 'latency']], histograms: [histogram] },
    );
    expect([status, text, written]).toEqual([204, '', counts(counted, '2', '1', '2')]);
    expect(headers.get('content-type')).toBeNull();
  });

  test('counts a stale marker as written, and the same request again too', async () => {
    const request = [series({ __name__: 'spo2', subject: 'bed-3' }, NAN), spo2('bed-3', 97)];
    for (let i = 0; i < 2; i++) {
      expect(await send(...request)).toMatchObject({
        status: 204,
        written: counts(counted, '2', '0', '0'),
      });
    }
  });

  test('takes what is right of a request, and says in one line what is not', async () => {
    const nameless = { ...series({ subject: 'bed-1' }, 1), exemplars: 1 };
    const old = spo2('bed-1', 97, Date.now() - DAY);
    const { status, text, written, headers } = await send(nameless, spo2('bed-2', 96), old);
    expect([status, written]).toEqual([400, counts(counted, '1', '0', '0')]);
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(text).toMatch(/^2 of 3 samples and histograms were not taken, all others were\. .*\n$/);
    expect(text).toMatch(/the series of sample 0: it has no label __name__/);
    expect(text).toMatch(/spo2 of "bed-1" \{\}: time .* is 86400 s ago; at most 3600 s are taken/);
  });

  test('counts a histogram once, though it makes two samples', async () => {
    const histogram = { count: 3, sum: 4, at: Date.now() - DAY };
    const { status, text, written } = await send({
      labels: [['__name__', 'latency']],
      histograms: [histogram, { ...histogram, at: Date.now() }],
    });
    expect([status, written]).toEqual([400, counts(counted, '0', '1', '0')]);
    expect(text).toMatch(/^1 of 2 /);
  });

  test('says so where nothing at all was taken', async () => {
    const { status, text, written } = await send(series({ subject: 'bed-1' }, 1));
    expect([status, written]).toEqual([400, counts(counted, '0', '0', '0')]);
    expect(text).toMatch(/^1 of 1 samples and histograms were not taken\. E\.g\. /);
  });
});

describe('if a series has several possible subjects', () => {
  test('a breach pages for the first label that names a subject, and else for the key', async () => {
    const at = Date.now();
    await post(v1(series({ __name__: 'spo2', job: 'icu', instance: 'monitor-7' }, 80, at)));
    expect((await world.nextPage()).text).toContain('monitor-7');
    // No label may be empty, so no sender can claim the subject that stores the key's name.
    await post(v2(series({ __name__: 'pulse', ward: 'icu' }, 30, at)));
    world.putForward(60_000);
    await world.platform.tick();
    const { incidents } = (await world.call('GET', '/v1/incidents')).json;
    const subjects = incidents.flatMap((one: { subjects: readonly string[] }) => one.subjects);
    expect(subjects).toEqual(expect.arrayContaining(['monitor-7', 'local administrator']));
  });
});

describe('what is refused in plain text, and in version 2 with counts of nothing', () => {
  const big = compress(new Uint8Array(20_000_001));
  const cases: readonly (Posted & { why: string; status: number; says: RegExp })[] = [
    { why: 'no snappy', body: messageV1([]), status: 400, says: /snappy/ },
    { why: 'no protobuf', body: compress(Uint8Array.of(7)), status: 400, says: /byte/ },
    { why: 'JSON', type: 'application/json', status: 415, says: /takes application\/x-protobuf/ },
    { why: 'no type', type: '', status: 415, says: /x-protobuf/ },
    {
      why: 'a message of another kind',
      type: `${V1};proto=io.prometheus.write.v3.Request`,
      status: 415,
      says: /v3\.Request"; .* proto=prometheus\.WriteRequest or io\.prometheus\.write\.v2\.Request/,
    },
    {
      why: 'gzip',
      headers: { 'content-encoding': 'gzip' },
      status: 415,
      says: /"gzip" is not supported: send snappy/,
    },
    {
      why: 'more than 20 MB uncompressed, in 1 MB',
      body: big,
      status: 413,
      says: /20000001 bytes uncompressed; at most 20000000/,
    },
    {
      why: 'more than 5 MB compressed',
      body: new Uint8Array(5_000_001),
      status: 413,
      says: /larger than 5000000 bytes/,
    },
    { why: 'no key in version 2', type: V2, key: null, status: 401, says: /Authorization: Bearer/ },
    { why: 'no key', key: null, status: 401, says: /Authorization: Bearer/ },
  ];
  test.each(cases)('$why', async ({ status, says, ...posted }) => {
    const answer = await post(posted);
    const counted = posted.type?.includes('proto=') === true;
    expect([answer.status, answer.written]).toEqual([status, counts(counted, '0', '0', '0')]);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.text).toMatch(says);
  });

  test('no content encoding', async () => {
    const headers = { 'content-encoding': '' };
    expect((await post({ headers })).status).toBe(415);
  });

  test('a key without the scope', async () => {
    const answer = await post({ type: V2, key: await world.key('read') });
    expect([answer.status, answer.written]).toEqual([403, ['0', '0', '0']]);
    expect(answer.headers.get('www-authenticate')).toContain('insufficient_scope');
  });

  test('but not a key as the password of Basic authentication', async () => {
    const pair = Buffer.from(`prometheus:${await world.key('samples')}`).toString('base64');
    const headers = { authorization: `Basic ${pair}` };
    expect((await post({ ...v1(spo2('bed-1', 97)), headers, key: null })).status).toBe(204);
  });
});

/**
 * Returns the handler on stores in memory, which can be taken away, and a clock that stands still.
 */
async function createHandler(fault?: Error) {
  const { handler, token, measured } = await memoryIngest({ fault });
  const send = (...all: readonly SentSeries[]) => {
    const event = {
      version: '2.0',
      rawPath: '/api/v1/write',
      routeKey: 'POST /api/v1/write',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': V2,
        'content-encoding': 'snappy',
      },
      body: Buffer.from(compress(messageV2(all))).toString('base64'),
      isBase64Encoded: true,
      requestContext: { requestId: 'r', http: { method: 'POST', path: '/api/v1/write' } },
    };
    return handler(event as unknown as HttpEvent, {} as Context);
  };
  return { send, measured };
}

describe('what Prometheus must send again is answered 503 and when', () => {
  const none = { 'x-prometheus-remote-write-samples-written': '0' };

  test.each([
    ['a store that is not there', Object.assign(new Error('x'), { name: 'ThrottlingException' })],
    ['a bug', new TypeError('x')],
  ])('%s', async (_, fault) => {
    const { send } = await createHandler(fault);
    const { statusCode, headers, body } = await send(spo2('bed-1', 97, NIGHT));
    expect([statusCode, headers]).toMatchObject([503, { ...none, 'retry-after': '5' }]);
    expect(body).toMatch(/Send the same request again/);
  });

  test('a key that sends too often', async () => {
    const { send } = await createHandler();
    const statuses = await Promise.all(Array.from({ length: KEY_RATE_LIMIT.burst }, () => send()));
    expect(new Set(statuses.map(({ statusCode }) => statusCode))).toEqual(new Set([204]));
    const { statusCode, headers } = await send();
    expect([statusCode, headers]).toMatchObject([503, { ...none, 'retry-after': '1' }]);
  });
});

test('a request measures what was evaluated and what was refused', async () => {
  const { send, measured } = await createHandler();
  await send(spo2('bed-1', 97, NIGHT), spo2('bed-1', 97, NIGHT - DAY), series({ x: 'y' }, 1));
  expect(measured).toEqual([{ samplesEvaluated: 1, samplesRejected: 2 }]);
});
