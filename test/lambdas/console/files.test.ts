import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { createConsoleHandler } from '#lambdas/console/handler.ts';
import { gatewayEvent } from '#local/gateway-event.ts';
import { CONSOLE_FILES, SCRIPT_TEXT, SHELL_TEXT } from '../../support/console-files.ts';
import { NIGHT } from '../../support/incident.ts';
import { TEST_CONFIG } from '../../support/platform.ts';

const PAGE = 'text/html,application/xhtml+xml,*/*;q=0.8';

function consoleAt(publicUrl: string, files = CONSOLE_FILES) {
  const clock = () => NIGHT;
  const silent = () => undefined;
  const handle = createConsoleHandler(
    {
      ports: memoryPorts(clock),
      config: TEST_CONFIG,
      publicUrl,
      clock,
      log: silent,
      measure: silent,
    },
    { files: () => files, issuer: undefined },
  );
  return async (
    url: string,
    headers: Readonly<Record<string, string>> = {},
    method: 'GET' | 'HEAD' = 'GET',
  ) => {
    const body = Buffer.alloc(0);
    const from = { body, sourceIp: '::1', id: 'r', at: NIGHT };
    const { event } = gatewayEvent({ method, url, headers, ...from });
    return handle(event, {} as never);
  };
}

const ask = consoleAt('https://w.example');
const decoded = (body = '') => Buffer.from(body, 'base64');

describe('the shell', () => {
  test.each(['/console/', '/console/incidents/inc-1', '/console/oncall?week=3'])(
    'answers at %s to everybody, and is asked for anew each time',
    async (url) => {
      const { statusCode, headers, body, isBase64Encoded } = await ask(url);
      expect([statusCode, isBase64Encoded]).toEqual([200, true]);
      expect(headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
      });
      expect(decoded(body).toString()).toBe(SHELL_TEXT);
    },
  );

  test('is not sent again to a client that has it', async () => {
    const { headers } = await ask('/console/');
    const again = await ask('/console/', { 'if-none-match': String(headers?.['etag']) });
    expect([again.statusCode, again.body]).toEqual([304, undefined]);
    expect((await ask('/console/', { 'if-none-match': 'W/"other"' })).statusCode).toBe(200);
  });

  test('lets a browser run its own scripts and styles, and load, send and frame nothing else', async () => {
    const { headers } = await ask('/console/');
    const policy = String(headers?.['content-security-policy']).split('; ');
    expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "script-src 'self'"]));
    expect(policy.join()).not.toMatch(/unsafe|https?:|\*/u);
    expect(headers).toMatchObject({
      'strict-transport-security': expect.stringMatching(/^max-age=\d{8}$/u),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
    });
  });

  test('promises no TLS where there is none', async () => {
    const { headers } = await consoleAt('http://127.0.0.1:8080')('/console/');
    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  test('has a head of its own', async () => {
    const { statusCode, body } = await ask('/console/', {}, 'HEAD');
    expect([statusCode, body]).toEqual([200, undefined]);
  });
});

describe('a file', () => {
  const FILE = '/console/files/a-1.js';

  test.each([
    ['brotli to whoever takes it', 'gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip to others', 'gzip', 'gzip', gunzipSync],
    ['gzip to whoever refuses brotli', 'br;q=0, gzip;q=0.5', 'gzip', gunzipSync],
    ['itself to whoever takes neither', '', undefined, (body: Buffer) => body],
  ])('is sent as %s', async (_, accepted, encoding, decode) => {
    const { headers, body } = await ask(FILE, { 'accept-encoding': accepted });
    expect(headers?.['content-encoding']).toBe(encoding);
    expect(headers?.['vary']).toBe('accept-encoding');
    expect(decode(decoded(body)).toString()).toBe(SCRIPT_TEXT);
  });

  test('is kept for good, since its name changes with it', async () => {
    const { headers } = await ask(FILE);
    expect(headers?.['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers?.['content-type']).toBe('text/javascript; charset=utf-8');
  });

  test('of another version is not there, and nobody keeps that', async () => {
    const { statusCode, headers, body } = await ask('/console/files/a-2.js');
    expect([statusCode, headers?.['cache-control']]).toEqual([404, 'no-store']);
    expect(JSON.parse(body ?? '').detail).toMatch(/another version.*Load the page again/u);
  });
});

test('a copy that was made without the console says so on a page', async () => {
  const { statusCode, headers, body } = await consoleAt('https://w.example', [])('/console/', {
    accept: PAGE,
  });
  expect([statusCode, headers?.['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
  expect(body).toMatch(/made without the console/u);
});
