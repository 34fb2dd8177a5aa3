import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** A name server on loopback. */
export interface DnsServer {
  readonly host: string;
  readonly port: number;
  /** The names that it was asked for, in order. */
  readonly asked: readonly string[];
  stop(): void;
}

/**
 * Answers each question for addresses of IPv4 by UDP (RFC 1035, section 4): with those that are
 * given for the name, with none (NXDOMAIN), or, for `silent`, not at all.
 */
export async function startDnsServer(
  records: Readonly<Record<string, readonly string[] | 'silent'>>,
): Promise<DnsServer> {
  const host = '127.0.0.1';
  const asked: string[] = [];
  const socket = createSocket('udp4', (query, { port, address }) => {
    const { name, end } = nameIn(query);
    asked.push(name);
    const found = records[name] ?? [];
    if (found !== 'silent') {
      socket.send(answerTo(query.subarray(0, end + 4), found), port, address);
    }
  });
  socket.bind(0, host);
  await once(socket, 'listening');
  return { host, port: (socket.address() as AddressInfo).port, asked, stop: () => socket.close() };
}

const HEADER = 12;

/** The name of the only question, and where it ends. */
function nameIn(query: Buffer): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = HEADER;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.'), end: at + 1 };
}

/** Sets the header's fields to those of an answer, and leaves out what follows the question. */
function answerTo(question: Buffer, addresses: readonly string[]): Buffer {
  const header = Buffer.from(question.subarray(0, HEADER));
  header.writeUInt16BE(addresses.length > 0 ? 0x8180 : 0x8183, 2);
  header.writeUInt16BE(addresses.length, 6);
  header.writeUInt32BE(0, 8);
  const records = addresses.map((address) =>
    // The name is that of the question; type A, class IN, a minute to live, four bytes.
    Buffer.from([0xc0, HEADER, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...address.split('.').map(Number)]),
  );
  return Buffer.concat([header, question.subarray(HEADER), ...records]);
}
