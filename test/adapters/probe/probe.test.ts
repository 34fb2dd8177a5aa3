import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { fetchTarget } from '#adapters/probe/http.ts';
import { probe } from '#adapters/probe/probe.ts';
import { createReach } from '#adapters/probe/reach.ts';
import type { Check, CheckTarget, DnsTarget, HttpTarget } from '#core/check/check.ts';
import { startDnsServer } from '../../support/dns-server.ts';

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
  return probe({ ...check, ...more });
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
    const { took } = await probe(check, stop);
    expect(took).toBeLessThan(30_000);
  });

  test('fails at a server that ends before what it promised', async () => {
    const url = await sends('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort');
    const { failure } = await run(web(url));
    expect(failure).toBe('it broke off the connection before the end of its answer');
  });

  test('believes no length that is said twice, and reads no more than one that is too short', async () => {
    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n';
    const both = await sends(`${head}Transfer-Encoding: chunked\r\n\r\nUP`);
    expect((await run(web(both))).failure).toBeDefined();
    const twice = await sends(`${head}Content-Length: 4\r\n\r\nUP, and more`);
    expect((await run(web(twice))).failure).toBeDefined();
    const short = await sends(`${head}\r\nUP, and more`);
    expect((await run(web(short, { contains: 'more' }))).failure).toMatch(
      /does not contain "more"/,
    );
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
    expect(failure).toMatch(/it is reached only if "reach" names its network/);
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

describe('a name that leads elsewhere the next time', () => {
  /** Looks a name up: each time the next of the addresses, and the last one from then on. */
  function changing(...addresses: readonly string[]) {
    let asked = 0;
    const lookUp = async () => [
      { address: addresses[Math.min(asked++, addresses.length - 1)] ?? '' },
    ];
    return { reach: createReach(HERE, lookUp), asked: () => asked };
  }

  const fetched = (url: string, reach: ReturnType<typeof createReach>) =>
    fetchTarget(web(url), reach, AbortSignal.timeout(5_000));

  async function portThatServes(answer: RequestListener): Promise<number> {
    return portOf(await listening(createHttpServer(answer)));
  }

  test('is looked up once for a connection, which goes where it was judged', async () => {
    const port = await portThatServes((_, response) => response.end('here'));
    const { reach, asked } = changing('127.0.0.1', '169.254.169.254');
    expect(await fetched(`http://ehr.example.org:${port}/`, reach)).toMatchObject({ body: 'here' });
    expect(asked()).toBe(1);
  });

  test('is refused when a redirect leads to it again, at another address', async () => {
    const port = await portThatServes((_, response) =>
      response.writeHead(302, { location: '/again' }).end(),
    );
    const { reach } = changing('127.0.0.1', '169.254.169.254');
    await expect(fetched(`http://ehr.example.org:${port}/`, reach)).rejects.toThrow(
      /^ehr\.example\.org is at 169\.254\.169\.254, which is link-local/,
    );
  });

  test('is refused at once when it leads to where clouds keep credentials', async () => {
    const { reach } = changing('169.254.169.254');
    await expect(fetched('http://ehr.example.org/', reach)).rejects.toThrow(/link-local/);
  });
});

describe('a probe of a port', () => {
  test('succeeds where it takes connections', async () => {
    const server = await listening(createServer(() => undefined));
    const target = { kind: 'tcp', host: '127.0.0.1', port: portOf(server) } as const;
    expect(await run(target)).toEqual({ took: expect.any(Number) });
    expect((await run(target, { reach: [] })).failure).toMatch(/loopback/);
  });

  test('of TLS ends by its timeout where nothing is said', async () => {
    const server = await listening(createServer(() => undefined));
    const target = { kind: 'tls', host: '127.0.0.1', port: portOf(server) } as const;
    const { failure } = await run(target, { timeout: 1_000 });
    expect(failure).toBe('it had not answered after 1s');
  });

  test('of TLS fails at what does not speak it', async () => {
    const server = await listening(createServer((socket) => socket.end('220 mail\r\n')));
    const target = { kind: 'tls', host: '127.0.0.1', port: portOf(server) } as const;
    expect((await run(target)).failure).toBeDefined();
  });
});

describe('a probe of DNS', () => {
  const named = {
    'ehr.example.org': ['192.0.2.7', '192.0.2.8'],
    'slow.example.org': 'silent',
  } as const;

  /** Asks a name server of ours for the addresses of a name. */
  async function asks(name: string, more: Partial<DnsTarget> = {}, check: Partial<Check> = {}) {
    const { host, port, asked, stop } = await startDnsServer(named);
    stops.push(stop);
    const server = { host, port };
    const probed = await run({ kind: 'dns', name, type: 'A', server, ...more }, check);
    return { ...probed, asked };
  }

  test('succeeds where the name has records, one of which is as wanted', async () => {
    const found = { asked: ['ehr.example.org'], took: expect.any(Number) };
    expect(await asks('ehr.example.org')).toEqual(found);
    expect(await asks('ehr.example.org', { contains: '192.0.2.8' })).toEqual(found);
    const { failure } = await asks('ehr.example.org', { contains: '192.0.2.9' });
    expect(failure).toBe('none of its 2 records contains "192.0.2.9"');
  });

  test('fails where the name has none', async () => {
    expect((await asks('gone.example.org')).failure).toBe('its name is not known');
  });

  test('ends by its timeout where nobody answers', async () => {
    const { failure } = await asks('slow.example.org', {}, { timeout: 1_000 });
    expect(failure).toBe('it had not answered after 1s');
  });

  test('asks no server on loopback that is not named', async () => {
    const { failure, asked } = await asks('ehr.example.org', {}, { reach: [] });
    expect({ failure, asked }).toEqual({ failure: expect.stringMatching(/loopback/), asked: [] });
  });
});

test('a probe of DNS asks no server that is out of reach', async () => {
  const server = { host: '10.0.0.53', port: 53 };
  const target = { kind: 'dns', name: 'ehr.example.org', type: 'A', server } as const;
  expect((await run(target)).failure).toMatch(/^10\.0\.0\.53 is private/);
});
