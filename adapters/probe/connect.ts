import { once } from 'node:events';
import { connect, isIP } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import type { Endpoint } from '#core/check/check.ts';
import type { Instant } from '#core/time/instant.ts';
import { certificateEnd } from './certificate.ts';
import type { Reach } from './reach.ts';

/** Opens a TCP connection, and closes it. */
export async function connectTcp(
  { host, port }: Endpoint,
  reach: Reach,
  signal: AbortSignal,
): Promise<void> {
  const socket = connect({ ...admitted(host, reach), port });
  try {
    await once(socket, 'connect', { signal });
  } finally {
    socket.destroy();
  }
}

/** Opens a TLS connection, whose certificate must be valid for the host, and closes it. */
export async function connectTls(
  { host, port }: Endpoint,
  reach: Reach,
  signal: AbortSignal,
): Promise<Instant | undefined> {
  // An address is no name of a server (RFC 6066).
  const servername = isIP(host) === 0 ? host : undefined;
  const socket = connectSecurely({
    ...admitted(host, reach),
    port,
    ...(servername !== undefined && { servername }),
  });
  try {
    await once(socket, 'secureConnect', { signal });
    return certificateEnd(socket);
  } finally {
    socket.destroy();
  }
}

function admitted(host: string, reach: Reach) {
  // The look-up is not asked about addresses.
  reach.admit(host);
  return { host, lookup: reach.lookup };
}
