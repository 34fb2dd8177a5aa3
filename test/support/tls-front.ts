import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';

/** Whether this machine can make a certificate. */
export function canMakeCertificates(): boolean {
  return spawnSync('openssl', ['version'], { stdio: 'ignore' }).status === 0;
}

/** The platform behind TLS, for clients that speak nothing else. */
export interface TlsFront {
  /** Name and port, as in a URL. */
  readonly host: string;
  /** The CA that signed its certificate: the certificate itself. */
  readonly ca: string;
  /**
   * A proxy that leads every host to it, for clients whose host is fixed; the certificate covers
   * `hosts`.
   */
  readonly proxyUrl: string;
  stop(): Promise<void>;
}

/** Starts a TLS front with its own certificate before the server at `url`. */
export async function startTlsFront(url: string, hosts: readonly string[]): Promise<TlsFront> {
  const { key, cert } = makeCertificate(hosts);
  const tls = createTlsServer({ key, cert }, (socket) => {
    const { hostname, port } = new URL(url);
    const inner = connect(Number(port), hostname);
    socket.on('error', () => inner.destroy());
    inner.on('error', () => socket.destroy());
    socket.pipe(inner).pipe(socket);
  });
  const port = await listening(tls);
  const proxy = createHttpServer().on('connect', (_request, socket, head) => {
    const outer = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      outer.write(head);
      outer.pipe(socket).pipe(outer);
    });
    outer.on('error', () => socket.destroy());
    socket.on('error', () => outer.destroy());
  });
  return {
    host: `127.0.0.1:${port}`,
    ca: cert,
    proxyUrl: `http://127.0.0.1:${await listening(proxy)}`,
    async stop() {
      await Promise.all([tls, proxy].map((server) => new Promise((done) => server.close(done))));
    },
  };
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function makeCertificate(hosts: readonly string[]): {
  readonly key: string;
  readonly cert: string;
} {
  const folder = mkdtempSync(join(tmpdir(), 'wardbell-tls-'));
  const names = ['IP:127.0.0.1', ...hosts.map((host) => `DNS:${host}`)].join(',');
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  try {
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
        ...['-keyout', key, '-out', cert, '-days', '1', '-subj', '/CN=a test'],
        ...['-addext', `subjectAltName=${names}`],
      ],
      { stdio: 'ignore' },
    );
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
