import { gzipSync } from 'node:zlib';
import { BinaryReader } from '@bufbuild/protobuf/wire';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { JsonMetricsSerializer, ProtobufMetricsSerializer } from '@opentelemetry/otlp-transformer';
import type { Context } from 'aws-lambda';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { DAY } from '#core/time/instant.ts';
import type { HttpEvent } from '#http/http.ts';
import { KEY_RATE_LIMIT } from '#http/rate-limiter.ts';
import { otlpDoor } from '#protocols/otlp/door.ts';
import { ingestSamples } from '#usecases/ingest-samples.ts';
import { hospital } from '../../support/config.ts';
import { NIGHT } from '../../support/incident.ts';
import { memoryIngest } from '../../support/memory-ingest.ts';
import { type Fields, requestOf } from '../../support/otlp.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';
import { rendered } from '../../support/rendered.ts';

const PROTOBUF = 'application/x-protobuf';
const JSON_TYPE = 'application/json';

interface Point {
  readonly metric?: string;
  readonly value: number;
  readonly at?: number;
  readonly subject?: string;
}

const nanos = (at: number) => BigInt(at) * 1_000_000n;

const inProtobuf = (points: readonly Point[]) =>
  requestOf(
    points.map(({ metric = 'spo2', value, at = Date.now(), subject }): Fields => {
      const attributes: Fields = subject
        ? [
            [
              7,
              [
                [1, 'subject'],
                [2, [[1, subject]]],
              ],
            ],
          ]
        : [];
      return [
        [1, metric],
        [5, [[1, [...attributes, [3, nanos(at)], [4, value]]]]],
      ];
    }),
  );

const inJson = (points: readonly Point[]) => {
  const metrics = points.map(({ metric = 'spo2', value, at = Date.now(), subject }) => ({
    name: metric,
    gauge: {
      dataPoints: [
        {
          timeUnixNano: String(nanos(at)),
          asDouble: value,
          attributes: subject ? [{ key: 'subject', value: { stringValue: subject } }] : [],
        },
      ],
    },
  }));
  return Buffer.from(JSON.stringify({ resourceMetrics: [{ scopeMetrics: [{ metrics }] }] }));
};

/** What OpenTelemetry's own exporters read of an answer. */
const readJsonResponse = JsonMetricsSerializer.deserializeResponse;
const readProtobufResponse = ProtobufMetricsSerializer.deserializeResponse;

/** Returns the code and message of a google.rpc.Status. */
function readStatus(bytes: Uint8Array, type: string | null) {
  if (type === JSON_TYPE) {
    return JSON.parse(Buffer.from(bytes).toString());
  }
  const reader = new BinaryReader(bytes);
  expect(reader.tag()).toEqual([1, 0]);
  const code = reader.int32();
  expect(reader.tag()).toEqual([2, 2]);
  return { code, message: reader.string() };
}

let world: TestPlatform;

beforeAll(async () => {
  world = await startTestPlatform();
});

afterAll(() => world.platform.stop());

interface Posted {
  readonly body?: Uint8Array;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly key?: string;
}

async function post({
  body,
  type = PROTOBUF,
  headers = {},
  key = world.platform.adminKey,
}: Posted) {
  const response = await fetch(`${world.platform.url}/v1/metrics`, {
    method: 'POST',
    headers: { 'content-type': type, authorization: `Bearer ${key}`, ...headers },
    ...(body !== undefined && { body: Uint8Array.from(body) }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    bytes,
    headers: response.headers,
  };
}

describe.each([
  [PROTOBUF, inProtobuf, readProtobufResponse, ''],
  [JSON_TYPE, inJson, readJsonResponse, '{}'],
])('OTLP in %s', (type, encode, readResponse, empty) => {
  const send = (...points: readonly Point[]) => post({ type, body: encode(points) });

  test('is answered 200 and an empty response in the same form, gzip or not', async () => {
    const body = encode([{ value: 97, subject: 'bed-1' }]);
    const gzip = { body: gzipSync(body), headers: { 'content-encoding': 'gzip' } };
    for (const sent of [{ body }, gzip, { body: encode([]) }, {}]) {
      // No bytes are an empty message, and no JSON.
      if (type === JSON_TYPE && !('body' in sent)) {
        continue;
      }
      const answer = await post({ type, ...sent });
      expect([answer.status, answer.type, answer.bytes.toString()]).toEqual([200, type, empty]);
    }
  });

  test('pages for a breach, also when the request is repeated', async () => {
    const subject = `bed of ${type}`;
    const breach = { value: 80, subject, at: Date.now() };
    for (let i = 0; i < 2; i++) {
      expect((await send(breach)).status).toBe(200);
    }
    // What follows another page within seconds waits for company.
    world.putForward(60_000);
    await world.platform.tick();
    let page = await world.nextPage();
    while (!page.text.includes(subject)) {
      page = await world.nextPage();
    }
    expect(page.text).toMatch(/spo2 low/);
  });

  test('says which data points were not taken, and why, in a partial success', async () => {
    const old = { value: 97, subject: 'bed-2', at: Date.now() - DAY };
    const { status, bytes, type: answered } = await send(old, { value: 97, subject: 'bed-3' });
    expect([status, answered]).toEqual([200, type]);
    const { partialSuccess } = readResponse(bytes) ?? {};
    expect(Number(partialSuccess?.rejectedDataPoints)).toBe(1);
    expect(partialSuccess?.errorMessage).toMatch(
      /^1 of 2 data points were not taken, all others were\. E\.g\. spo2 of "bed-2" \{\}: time .* is \d+ s ago; at most 3600 s are taken\.$/,
    );
  });

  test('is warned, with nothing rejected, about data points that no rule reads', async () => {
    const { status, bytes, headers } = await send({ metric: 'sp02', value: 80, subject: 'bed-4' });
    const { partialSuccess } = readResponse(bytes) ?? {};
    expect([status, Number(partialSuccess?.rejectedDataPoints)]).toEqual([200, 0]);
    const warning = '1 sample is read by no rule, e.g. sp02: no rule reads the metric';
    expect(partialSuccess?.errorMessage).toContain(warning);
    expect(headers.get('wardbell-warning')).toContain(warning);
  });

  test('is refused where nothing of it was taken', async () => {
    const { status, bytes, type: answered } = await send({ metric: '', value: 1 });
    expect([status, answered]).toEqual([400, type]);
    expect(readStatus(bytes, type)).toEqual({
      code: 3,
      message: expect.stringMatching(
        /^1 of 1 data points were not taken\. E\.g\. .*metric is empty/,
      ),
    });
  });

  test('is refused as google.rpc.Status in the same form', async () => {
    const garbage = Buffer.from('garbage');
    const read = await world.key('read');
    const cases: readonly (Posted & { status: number; code: number; says: RegExp })[] = [
      {
        body: garbage,
        status: 400,
        code: 3,
        says: /no ExportMetricsServiceRequest|not JSON: line 1/,
      },
      {
        body: garbage,
        headers: { 'content-encoding': 'gzip' },
        status: 400,
        code: 3,
        says: /gzip/,
      },
      {
        headers: { 'content-encoding': 'zstd' },
        status: 415,
        code: 3,
        says: /"zstd" .* send gzip, or none/,
      },
      {
        body: gzipSync(Buffer.alloc(20_000_001)),
        headers: { 'content-encoding': 'gzip' },
        status: 413,
        code: 8,
        says: /20000000 bytes/,
      },
      { key: 'none', status: 401, code: 16, says: /key/ },
      { key: read, status: 403, code: 7, says: /scope/ },
    ];
    for (const { status, code, says, ...posted } of cases) {
      const answer = await post({ type, ...posted });
      expect([answer.status, answer.type]).toEqual([status, type]);
      expect(readStatus(answer.bytes, type)).toEqual({
        code,
        message: expect.stringMatching(says),
      });
    }
  });
});

test('another type is refused in JSON', async () => {
  const { status, bytes, type } = await post({ type: 'text/plain', body: Buffer.from('x') });
  expect([status, type]).toEqual([415, JSON_TYPE]);
  expect(readStatus(bytes, type).message).toMatch(
    /takes application\/x-protobuf or application\/json/,
  );
});

test('a type with parameters is that type', async () => {
  const { status, type } = await post({ type: `${JSON_TYPE}; charset=utf-8`, body: inJson([]) });
  expect([status, type]).toEqual([200, JSON_TYPE]);
});

/**
 * Returns the handler on stores in memory, which can be taken away, and a clock that stands still.
 */
async function createHandler(fault?: Error) {
  const { handler, token, measured } = await memoryIngest({ fault });
  const send = (...points: readonly Point[]) => {
    const event = {
      version: '2.0',
      rawPath: '/v1/metrics',
      routeKey: 'POST /v1/metrics',
      headers: { authorization: `Bearer ${token}`, 'content-type': PROTOBUF },
      body: Buffer.from(inProtobuf(points)).toString('base64'),
      isBase64Encoded: true,
      requestContext: { requestId: 'r', http: { method: 'POST', path: '/v1/metrics' } },
    };
    return handler(event as unknown as HttpEvent, {} as Context);
  };
  return { send, measured };
}

describe('what an exporter must send again is answered so that it does, and when', () => {
  const status = (body = '') => readStatus(Buffer.from(body, 'base64'), PROTOBUF);

  test.each([
    ['a store that is not there', Object.assign(new Error('x'), { name: 'ThrottlingException' })],
    ['a bug', new TypeError('x')],
  ])('%s: 503', async (_, fault) => {
    const { send } = await createHandler(fault);
    const { statusCode, headers, body } = await send({ value: 97, at: NIGHT });
    expect([statusCode, headers]).toMatchObject([503, { 'retry-after': '5' }]);
    expect(status(body)).toEqual({
      code: 14,
      message: expect.stringMatching(/Send the same request again/),
    });
  });

  test('a key that sends too often: 429', async () => {
    const { send } = await createHandler();
    const statuses = await Promise.all(Array.from({ length: KEY_RATE_LIMIT.burst }, () => send()));
    expect(new Set(statuses.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    const { statusCode, headers, body } = await send();
    expect([statusCode, headers, status(body).code]).toMatchObject([
      429,
      { 'retry-after': '1' },
      8,
    ]);
  });
});

test('a request measures what was evaluated and what was refused', async () => {
  const { send, measured } = await createHandler();
  await send(
    { value: 97, at: NIGHT },
    { value: 97, at: NIGHT - DAY },
    { metric: '', value: 1, at: NIGHT },
  );
  expect(measured).toEqual([{ samplesEvaluated: 1, samplesRejected: 2 }]);
});

test('of many data points that were not taken only those that are told are named: a name may be megabytes', async () => {
  let named = 0;
  const sample = {
    subject: 'bed-1',
    value: 97,
    at: NIGHT,
    labels: {},
    get metric() {
      named += 1;
      return 'spo2';
    },
  };
  const samples = Array.from({ length: 1_000 }, (_, index) => ({ sample, index }));
  const decoded = { kind: 'decoded', encoding: 'json', points: 1_000, errors: [] } as const;
  const fault = { reason: 'too_old', detail: 'x' } as const;
  const rejected = samples.map((placed) => ({ ...placed, ...fault }));
  const nothing = await ingestSamples(memoryPorts(), hospital())([], NIGHT);
  const door = otlpDoor(hospital());
  const answer = door.answer({ ...decoded, samples }, { ...nothing, rejected });
  expect(rendered(answer).statusCode).toBe(400);
  expect(named).toBeLessThan(10);
});
