import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';

let world: TestPlatform;

beforeAll(async () => {
  world = await startTestPlatform();
});

afterAll(() => world.platform.stop());

const healthy = { subject: 'bed-1', metric: 'spo2', value: 97 };
const POST = ['POST', '/v1/samples'] as const;
const JSON_TYPE = { 'content-type': 'application/json' };

describe('ingest accepts', () => {
  test('samples in JSON, and counts them', async () => {
    const { status, json } = await world.call(...POST, { json: { samples: [healthy] } });
    expect([status, json]).toEqual([
      200,
      { accepted: 1, duplicates: 0, outOfOrder: 0, rejected: 0, unread: 0, errors: [] },
    ]);
  });

  test('samples that no rule reads, counts them, and says what was probably meant', async () => {
    const unread = { ...healthy, metric: 'sp02' };
    const answer = await world.call(...POST, { json: { samples: [healthy, unread] } });
    expect(answer.json).toMatchObject({
      accepted: 2,
      unread: 1,
      unreadExamples: [expect.stringContaining('sp02')],
    });
    expect(answer.headers.get('wardbell-warning')).toMatch(/^1 sample is read by no rule/);
  });

  test('the same compressed', async () => {
    const body = gzipSync(JSON.stringify({ samples: [healthy] }));
    const headers = { ...JSON_TYPE, 'content-encoding': 'gzip' };
    const { status, json } = await world.call(...POST, { body, headers });
    expect([status, json.accepted]).toEqual([200, 1]);
  });

  test('a request with an invalid sample, which it names by its place in the body', async () => {
    const old = { ...healthy, time: '2020-01-01T00:00:00Z' };
    const samples = [{ ...healthy, value: 'x' }, healthy, old, { ...healthy, colour: 'red' }];
    const { status, json } = await world.call(...POST, { json: { samples } });
    expect(status).toBe(200);
    expect(json).toMatchObject({ accepted: 1, rejected: 3 });
    expect(json.errors.map((e: { index: number; reason: string }) => [e.index, e.reason])).toEqual([
      [0, 'not_a_number'],
      [2, 'too_old'],
      [3, 'malformed'],
    ]);
  });

  test('a breach, and answers only when it is on its way', async () => {
    const json = { samples: [{ ...healthy, subject: 'bed-2', value: 80 }] };
    expect((await world.call(...POST, { json })).status).toBe(200);
    const page = await world.nextPage();
    expect(page).toMatchObject({ responder: 'anna' });
    expect(page.text).toContain('spo2 low');
  });
});

describe('ingest refuses', () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000, 0x20));
  const cases = [
    {
      why: 'nothing at all was accepted',
      body: '{"samples":[{"subject":"bed-1","metric":"spo2","value":"x"}]}',
      headers: JSON_TYPE,
      status: 400,
      detail: /index 0.*must be a number/,
    },
    { why: 'not JSON', body: '{', headers: JSON_TYPE, status: 400, detail: /not JSON/ },
    { why: 'no samples', body: '{"x":1}', headers: JSON_TYPE, status: 400, detail: /samples/ },
    {
      why: 'what curl -d sends without a header',
      body: '{"samples":[]}',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      status: 415,
      detail: /"application\/x-www-form-urlencoded"; this route takes application\/json/,
    },
    {
      why: 'an unknown encoding',
      body: 'x',
      headers: { ...JSON_TYPE, 'content-encoding': 'br' },
      status: 415,
      detail: /"br" is not supported/,
    },
    {
      why: 'gzip that is none',
      body: '{}',
      headers: { ...JSON_TYPE, 'content-encoding': 'gzip' },
      status: 400,
      detail: /cannot be inflated/,
    },
    {
      why: 'a bomb: 50 kB that inflate to 50 MB',
      body: bomb,
      headers: { ...JSON_TYPE, 'content-encoding': 'gzip' },
      status: 413,
      detail: /larger than 5000000/,
    },
    {
      why: 'too large without compression',
      body: Buffer.alloc(5_000_001, 0x20),
      headers: JSON_TYPE,
      status: 413,
      detail: /larger than 5000000/,
    },
    {
      why: 'not UTF-8',
      body: Buffer.from([0x22, 0xff, 0x22]),
      headers: { ...JSON_TYPE, 'content-encoding': 'identity' },
      status: 400,
      detail: /not UTF-8/,
    },
  ];
  test.each(cases)('$why', async ({ body, headers, status, detail }) => {
    const answer = await world.call(...POST, { body, headers });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.json).toMatchObject({ status, type: expect.stringMatching(/^urn:wardbell:/) });
    expect(answer.json.detail).toMatch(detail);
    expect(answer.status).toBe(status);
  });

  test('a body larger than API Gateway takes', async () => {
    const body = Buffer.alloc(10_000_001, 0x20);
    expect((await world.call(...POST, { body, headers: JSON_TYPE })).status).toBe(413);
  });

  test('a path that is none', async () => {
    expect((await world.call('GET', '/v1/samplez')).status).toBe(404);
  });
});

describe('ingest lets in', () => {
  const samples = { json: { samples: [healthy] } };

  test('nobody without a key, and the answer says how to send one', async () => {
    const answer = await world.call(...POST, { ...samples, key: null });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="wardbell"');
    expect(answer.json.detail).toContain('Authorization: Bearer wb_');
  });

  test('nobody with a wrong secret, an unknown id, or a word that is no key', async () => {
    const right = await world.key('samples');
    const wrong = right.replace(/.{4}$/, (end) => (end === 'AAAA' ? 'BBBB' : 'AAAA'));
    const unknown = right.replace(/^wb_[0-9a-f]{12}/, 'wb_000000000000');
    for (const key of [wrong, unknown, 'secret']) {
      expect((await world.call(...POST, { ...samples, key })).status).toBe(401);
    }
    expect((await world.call(...POST, { ...samples, key: right })).status).toBe(200);
  });

  test('a key without the scope, and the answer names what is missing', async () => {
    const answer = await world.call(...POST, { ...samples, key: await world.key('read') });
    expect([answer.status, answer.json.missingScope]).toEqual([403, 'samples']);
    expect(answer.json.detail).toContain('"read"');
  });

  test('a revoked key for 30 s at most', async () => {
    const key = await world.key('samples');
    expect((await world.call(...POST, { ...samples, key })).status).toBe(200);
    expect((await world.call('DELETE', `/v1/keys/${key.split('_')[1]}`)).status).toBe(200);
    world.putForward(30_000);
    expect((await world.call(...POST, { ...samples, key })).status).toBe(401);
  });
});
