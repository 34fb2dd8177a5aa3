import type { TLSSocket } from 'node:tls';
import type { Instant } from '#core/time/instant.ts';

/** Returns when the certificate of the other side ends to be valid; undefined if it shows none. */
export function certificateEnd(socket: TLSSocket): Instant | undefined {
  const { valid_to: end } = socket.getPeerCertificate();
  const at = Date.parse(end ?? '');
  return Number.isNaN(at) ? undefined : at;
}
