import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import type { HttpEvent } from '#http/http.ts';
import { readBody, readBytes } from '#http/read-body.ts';

const RULES = { types: ['application/json'], maxBytes: 1_000_000 };

function event(bytes: Buffer, headers: Readonly<Record<string, string>> = {}): HttpEvent {
  return {
    headers: { 'content-type': 'application/json', ...headers },
    body: bytes.toString('base64'),
    isBase64Encoded: true,
  } as unknown as HttpEvent;
}

describe('readBody', () => {
  test('takes the type whatever its case and parameters', async () => {
    const headers = { 'content-type': 'Application/JSON; charset=utf-8' };
    expect(await readBody(event(Buffer.from('"å"'), headers), RULES)).toEqual({
      kind: 'body',
      text: '"å"',
    });
  });

  test('takes as much as the limit, and not one byte more', async () => {
    for (const [size, kind] of [
      [RULES.maxBytes, 'body'],
      [RULES.maxBytes + 1, 'refused'],
    ] as const) {
      const bytes = Buffer.alloc(size, 0x20);
      expect((await readBody(event(bytes), RULES)).kind).toBe(kind);
      const gzip = { 'content-encoding': 'gzip' };
      expect((await readBody(event(gzipSync(bytes), gzip), RULES)).kind).toBe(kind);
    }
  });

  test('inflates no more of a bomb than the limit: 1 GB in 1 MB costs less than 100 MB', async () => {
    const member = gzipSync(Buffer.alloc(1_000_000));
    const bomb = Buffer.concat(Array.from({ length: 1_000 }, () => member));
    const before = process.resourceUsage().maxRSS;
    const body = await readBody(event(bomb, { 'content-encoding': 'gzip' }), RULES);
    expect(body.kind === 'refused' && body.problem.status).toBe(413);
    expect((process.resourceUsage().maxRSS - before) / 1_000).toBeLessThan(100);
  });
});

describe('readBytes', () => {
  const TYPE = 'application/x-protobuf;proto=x.Y';
  const SNAPPY = { types: ['application/x-protobuf'], encodings: ['snappy'], maxBytes: 3 } as const;
  const sent = (bytes: Buffer, encoding?: string) =>
    event(bytes, {
      'content-type': TYPE,
      ...(encoding !== undefined && { 'content-encoding': encoding }),
    });

  test('hands on what is not undone here as it came, with its type and parameters', async () => {
    const bytes = Buffer.from([0, 0xff, 1]);
    expect(await readBytes(sent(bytes, 'Snappy'), SNAPPY)).toEqual({
      kind: 'bytes',
      bytes,
      contentType: TYPE,
    });
  });

  test.each([
    ['more bytes than the limit', Buffer.alloc(4), 'snappy', 413, 'larger than 3 bytes'],
    ['no encoding', Buffer.alloc(1), undefined, 415, 'No content encoding was given: send snappy.'],
    ['another encoding', Buffer.alloc(1), 'gzip', 415, '"gzip" is not supported: send snappy.'],
  ])('refuses %s', async (_, bytes, encoding, status, says) => {
    const read = await readBytes(sent(bytes, encoding), SNAPPY);
    const refused = read.kind === 'refused' ? read.problem : undefined;
    expect([refused?.status, refused?.detail]).toEqual([status, expect.stringContaining(says)]);
  });
});
