import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { probe } from '#adapters/probe/probe.ts';
import type { Check, CheckTarget, HttpTarget } from '#core/check/check.ts';

const HERE = ['127.0.0.0/8'];
const stops: (() => void)[] = [];

afterEach(() => {
  for (const stop of stops.splice(0)) {
    stop();
  }
});

const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;

async function listening<S extends Server | ReturnType<typeof createServer>>(
  server: S,
): Promise<S> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => undefined)));
  stops.push(() => {
    server.close();
    for (const socket of sockets) {
      socket.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** Returns the address of a server that answers so. */
async function serves(answer: RequestListener): Promise<string> {
  return `http://127.0.0.1:${portOf(await listening(createHttpServer(answer)))}`;
}

/** Returns the address of a server that sends these bytes to whoever connects. */
async function sends(text: string, end = true): Promise<string> {
  const server = createServer((socket) => {
    socket.write(text);
    if (end) {
      socket.end();
    }
  });
  return `http://127.0.0.1:${portOf(await listening(server))}`;
}

function run(target: CheckTarget, more: Partial<Check> = {}) {
  const check = { name: 'ehr', target, every: 60_000, timeout: 5_000, places: [], reach: HERE };
  return probe({ ...check, ...more }, () => performance.now());
}

const web = (url: string, more: Partial<HttpTarget> = {}): HttpTarget => ({
  ...{ kind: 'http', url, method: 'GET', headers: {}, status: [], json: {}, redirects: 2 },
  ...more,
});

describe('a probe of an address of HTTP', () => {
  test('succeeds where it answers as it should', async () => {
    const url = await serves(({ headers }, response) => {
      response.end(JSON.stringify({ status: headers.authorization === 'Bearer x' ? 'UP' : 'no' }));
    });
    const target = web(url, { headers: { authorization: 'Bearer x' }, json: { '/status': 'UP' } });
    expect(await run(target)).toEqual({ status: 200, took: expect.any(Number) });
  });

  test('tells the status and what was wrong', async () => {
    const url = await serves((_, response) => response.writeHead(503).end());
    expect(await run(web(url))).toMatchObject({
      status: 503,
      failure: 'it answers with status 503, not 2xx',
    });
  });

  test('ends by its timeout at a server that never answers, and at one that never ends', async () => {
    const never = await serves(() => undefined);
    const drips = await sends('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx', false);
    for (const url of [never, drips]) {
      const { failure } = await run(web(url), { timeout: 1_000 });
      expect(failure).toBe('it had not answered after 1s');
    }
  });

  test('ends at once when it is stopped', async () => {
    const stop = AbortSignal.timeout(200);
    const check = {
      ...{ name: 'ehr', target: web(await serves(() => undefined)), places: [], reach: HERE },
      ...{ every: 60_000, timeout: 60_000 },
    };
    const { took } = await probe(check, () => performance.now(), stop);
    expect(took).toBeLessThan(30_000);
  });

  test('fails at a server that ends before what it promised', async () => {
    const url = await sends('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort');
    const { failure } = await run(web(url));
    expect(failure).toBe('it broke off the connection before the end of its answer');
  });

  test('reads a megabyte of a body without an end', async () => {
    const url = await serves((_, response) => {
      const chunk = 'x'.repeat(65_536);
      const more = () => {
        while (response.write(chunk)) {
          // On until the reader is slower.
        }
      };
      response.on('drain', more);
      more();
    });
    expect(await run(web(url))).not.toHaveProperty('failure');
    const { failure } = await run(web(url, { contains: 'ready' }));
    expect(failure).toMatch(/within its first megabyte/);
  });

  test('fails at what speaks no HTTP, and at a port on which nobody listens', async () => {
    expect((await run(web(await sends('SSH-2.0-OpenSSH\r\n')))).failure).toBeDefined();
    const gone = createServer();
    const url = `http://127.0.0.1:${portOf(await listening(gone))}`;
    stops.splice(0).forEach((stop) => {
      stop();
    });
    expect((await run(web(url))).failure).toBe('it refuses the connection');
  });

  test('follows redirects, so many and no more', async () => {
    const url = await serves(({ url: path = '/' }, response) => {
      const left = Number(path.slice(1));
      if (left > 0) {
        response.writeHead(302, { location: `/${left - 1}` });
      }
      response.end('there');
    });
    expect(await run(web(`${url}/2`, { contains: 'there' }))).toMatchObject({ status: 200 });
    expect((await run(web(`${url}/3`))).failure).toBe('it redirects more than 2 times');
    expect((await run(web(`${url}/1`, { redirects: 0 }))).failure).toBe(
      'it redirects more than 0 times',
    );
  });

  test('takes its headers to no other origin', async () => {
    let seen: string | undefined;
    const other = await serves(({ headers }, response) => {
      seen = headers['x-key'] as string | undefined;
      response.end();
    });
    const url = await serves((_, response) => response.writeHead(307, { location: other }).end());
    expect(await run(web(url, { headers: { 'x-key': 's3cret' } }))).toMatchObject({ status: 200 });
    expect(seen).toBeUndefined();
  });

  test.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://[::ffff:169.254.169.254]/',
    'http://0xa9fea9fe/',
    'http://[fd00:ec2::254]/',
    'http://10.0.0.1/',
  ])('goes nowhere that is not named, also after a redirect to %s', async (location) => {
    const url = await serves((_, response) => response.writeHead(302, { location }).end());
    const { failure } = await run(web(url));
    expect(failure).toMatch(/the check may reach it only if "reach" names its network/);
    expect(await run(web(location))).toEqual({ failure, took: expect.any(Number) });
  });

  test('is not led to a local address by a name', async () => {
    const { failure } = await run(web('http://localhost:1/'), { reach: [] });
    expect(failure).toMatch(/^localhost is at .* loopback/);
  });

  test.each(['ftp://127.0.0.1/', 'file:///etc/passwd', 'gopher://127.0.0.1:70/'])(
    'does not follow a redirect to %s',
    async (location) => {
      const url = await serves((_, response) => response.writeHead(302, { location }).end());
      expect((await run(web(url))).failure).toBe('it redirects to what is no address of HTTP');
    },
  );
});

describe('a probe of a port', () => {
  test('succeeds where it takes connections', async () => {
    const server = await listening(createServer(() => undefined));
    const target = { kind: 'tcp', host: '127.0.0.1', port: portOf(server) } as const;
    expect(await run(target)).toEqual({ took: expect.any(Number) });
    expect((await run(target, { reach: [] })).failure).toMatch(/loopback/);
  });

  test('of TLS fails at what does not speak it', async () => {
    const server = await listening(createServer((socket) => socket.end('220 mail\r\n')));
    const target = { kind: 'tls', host: '127.0.0.1', port: portOf(server) } as const;
    expect((await run(target)).failure).toBeDefined();
  });
});

test('a probe of DNS asks no server that is out of reach', async () => {
  const target = { kind: 'dns', name: 'ehr.example.org', type: 'A', server: '10.0.0.53' } as const;
  expect((await run(target)).failure).toMatch(/^10\.0\.0\.53 is private/);
});
