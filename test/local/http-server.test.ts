import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import type { HttpHandler } from '#http/http-handler.ts';
import { startHttpFront } from '#local/http-server.ts';

/** Every function answers alike. */
const all = (handler: HttpHandler) => ({
  ingest: handler,
  answer: handler,
  respond: handler,
  reports: handler,
  contacts: handler,
  console: handler,
});

test('an answer with a header that cannot be written costs that request its connection, and no more', async () => {
  const front = await startHttpFront(0, () => 0);
  let location = '/fhir/Observation/€';
  const answer = async () => ({ statusCode: 200, headers: { location } });
  front.serve(all(answer));
  const ask = () => fetch(`${front.url}/v1/incidents`);
  await expect(ask()).rejects.toThrow('fetch failed');
  location = '/fhir/Observation/1';
  const { status, headers } = await ask();
  expect([status, headers.get('location')]).toEqual([200, location]);
  await front.stop();
});

test('each cookie of an answer is a header of its own', async () => {
  const front = await startHttpFront(0, () => 0);
  const answer = async () => ({ statusCode: 204, cookies: ['a=1; Path=/', 'b=2; HttpOnly'] });
  front.serve(all(answer));
  const { headers } = await fetch(`${front.url}/v1/incidents`);
  expect(headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; HttpOnly']);
  await front.stop();
});

describe('at the end', () => {
  /** Opens a client connection; resolves with the received bytes once it is closed. */
  async function client(url: string, sends: string) {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await once(socket, 'connect');
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', () => undefined);
    socket.write(sends);
    return { socket, closed: once(socket, 'close').then(() => answer) };
  }

  async function front(drain: number) {
    const answered = Promise.withResolvers<void>();
    const arrived = Promise.withResolvers<void>();
    const started = await startHttpFront(0, () => 0, { drain });
    const answer: HttpHandler = async ({ routeKey }) => {
      if (routeKey === '$default') {
        return { statusCode: 404 };
      }
      arrived.resolve();
      await answered.promise;
      return { statusCode: 200, body: 'done' };
    };
    started.serve(all(answer));
    return { ...started, arrived: arrived.promise, letAnswer: answered.resolve };
  }

  const HEAD = 'POST /v1/samples HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n';

  test.each([
    ['half a head', HEAD],
    ['half a body', `${HEAD}\r\n{"s"`],
  ])('a client that holds %s is cut off after the bound', async (_, sends) => {
    const { url, stop } = await front(50);
    const { closed } = await client(url, sends);
    await fetchAnswered(url);
    await stop();
    expect(await closed).toBe('');
  });

  test('a connection that is kept alive is closed at once, and a request under way is answered first', async () => {
    const { url, stop, arrived, letAnswer } = await front(60_000);
    const idle = await client(url, 'GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(idle.socket, 'data');
    const asks = await client(url, 'GET /v1/incidents HTTP/1.1\r\nHost: x\r\n\r\n');
    await arrived;
    const stopped = stop();
    expect(await idle.closed).toMatch(/^HTTP\/1\.1 404/);
    letAnswer();
    expect(await asks.closed).toMatch(/^HTTP\/1\.1 200 OK\r\n.*connection: close.*done/is);
    await stopped;
  });

  /** By then the server has read what was sent before. */
  async function fetchAnswered(url: string): Promise<void> {
    expect((await fetch(`${url}/nowhere`)).status).toBe(404);
  }
});
