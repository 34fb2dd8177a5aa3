import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { type HttpTarget, hostOf } from '#core/check/check.ts';
import type { HttpAnswer } from '#core/check/http-answer.ts';
import type { Instant } from '#core/time/instant.ts';
import { certificateEnd } from './certificate.ts';
import type { Reach } from './reach.ts';

/** How much of a body a check reads: what it looks for stands at the beginning. */
const MOST_READ = 1_000_000;

/** The last answer of a chain of redirects. */
export interface Fetched extends HttpAnswer {
  readonly certificateEnds?: Instant;
}

/**
 * Fetches an address, with every redirect, each of which must be within reach as well.
 *
 * @param most how many bytes of the body are read
 * @throws whatever keeps it from an answer; what it says is for people
 */
export async function fetchTarget(
  target: Pick<HttpTarget, 'url' | 'method' | 'headers' | 'redirects'>,
  reach: Reach,
  signal: AbortSignal,
  most = MOST_READ,
): Promise<Fetched> {
  const { method, headers, redirects } = target;
  const first = new URL(target.url);
  let url = first;
  for (let hop = 0; ; hop++) {
    // Credentials are for the host that they were written for.
    const sent = url.origin === first.origin ? headers : {};
    const response = await open(url, { method, headers: sent }, { reach, signal });
    const next = redirectOf(response, url);
    if (next === undefined) {
      return await readAnswer(response, most);
    }
    response.destroy();
    if (hop === redirects) {
      throw new Error(`it redirects more than ${redirects} times`);
    }
    url = next;
  }
}

function open(
  url: URL,
  { method, headers }: Pick<HttpTarget, 'method' | 'headers'>,
  { reach, signal }: { readonly reach: Reach; readonly signal: AbortSignal },
): Promise<IncomingMessage> {
  // The look-up is not asked about addresses.
  reach.admit(hostOf(url));
  const request: typeof plainRequest = url.protocol === 'https:' ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    request(url.href, {
      method,
      headers: { 'user-agent': 'wardbell-probe', accept: '*/*', ...headers, connection: 'close' },
      agent: false,
      lookup: reach.lookup,
      signal,
    })
      .on('response', resolve)
      .on('error', reject)
      .end();
  });
}

function redirectOf(
  { statusCode = 0, headers: { location } }: IncomingMessage,
  from: URL,
): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(statusCode) || location === undefined) {
    return undefined;
  }
  const next = URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
  if (next === undefined || !/^https?:$/u.test(next.protocol)) {
    throw new Error('it redirects to what is no address of HTTP');
  }
  if (from.protocol === 'https:' && next.protocol === 'http:') {
    throw new Error('it redirects from HTTPS to HTTP');
  }
  return next;
}

async function readAnswer(response: IncomingMessage, most: number): Promise<Fetched> {
  const certificateEnds = certificateOf(response.socket);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > most) {
      break;
    }
  }
  const isCut = length > most;
  return {
    status: response.statusCode ?? 0,
    body: Buffer.concat(chunks).subarray(0, most).toString(),
    isCut,
    ...(certificateEnds !== undefined && { certificateEnds }),
  };
}

function certificateOf(socket: Socket): Instant | undefined {
  return socket instanceof TLSSocket ? certificateEnd(socket) : undefined;
}
