import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context } from 'aws-lambda';
import { own } from '#core/collections/own.ts';
import { type Duration, SECOND } from '#core/time/instant.ts';
import type { HttpResponse } from '#http/http.ts';
import type { HttpHandler } from '#http/http-handler.ts';
import { gatewayEvent, type HttpFunction } from './gateway-event.ts';
import { STAND_IN } from './stand-in/access.ts';
import type { StandIn } from './stand-in/issuer.ts';

type HttpFunctions = Readonly<Record<HttpFunction, HttpHandler>>;

/** What this machine has beside the functions that are deployed. */
interface OwnAnswers {
  /**
   * Where people sign in.
   * @default nobody signs in
   */
  readonly standIn?: StandIn;
  /**
   * What answers at some paths.
   * @default the functions answer at all
   */
  readonly at?: Readonly<Record<string, HttpHandler>>;
}

/** A listening server in place of API Gateway. */
export interface HttpFront {
  readonly url: string;
  /** Starts to answer; earlier requests have waited. */
  serve(functions: HttpFunctions, own?: OwnAnswers): void;
  /**
   * Accepts no more connections, answers the requests under way, and resolves once all connections
   * are closed. A request that is incomplete or unanswered after `DRAIN` is cut off: half a request
   * held by its client must not hold up the end.
   */
  stop(): Promise<void>;
}

interface FrontOptions {
  /**
   * How long requests under way have at the end, in ms.
   * @default 10 s
   */
  readonly drain?: Duration;
}

/** The body limit of API Gateway. */
const MAX_BODY = 10_000_000;

/** How long requests under way have at the end. */
const DRAIN: Duration = 10 * SECOND;

/**
 * How long a client may take to send the head of a request, and all of it, in ms; API Gateway waits
 * for 30 s. A slower one is answered 408.
 */
const PATIENCE = {
  headersTimeout: 10 * SECOND,
  requestTimeout: 30 * SECOND,
  connectionsCheckingInterval: SECOND,
} as const;

/** Listens, and answers with the functions that are deployed behind API Gateway. */
export async function startHttpFront(
  port: number,
  clock: () => number,
  { drain = DRAIN }: FrontOptions = {},
): Promise<HttpFront> {
  const ready = Promise.withResolvers<Answering>();
  let issuer: StandIn | undefined;
  let stopping = false;
  const server = createServer(PATIENCE, (request, response) => {
    const answered =
      issuer !== undefined && request.url?.startsWith(`${STAND_IN}/`)
        ? issuer(request, response)
        : answer(request, ready.promise, clock).then((made) => {
            // A kept-alive connection would hold up the end.
            if (stopping) {
              response.setHeader('connection', 'close');
            }
            // As in AWS, where what answers and what tells the time are one.
            response.setHeader('date', new Date(clock()).toUTCString());
            write(response, made);
          });
    answered
      // This also covers an answer with a header that Node refuses to write.
      .catch(() => response.destroy());
  });
  await listen(server, port);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve(functions, { standIn, at = {} } = {}) {
      issuer = standIn;
      ready.resolve({ functions, at });
    },
    async stop() {
      stopping = true;
      const closed = new Promise((done) => server.close(done));
      server.closeIdleConnections();
      const cutOff = setTimeout(() => server.closeAllConnections(), drain);
      await closed;
      clearTimeout(cutOff);
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why =
      code === 'EADDRINUSE'
        ? 'is in use by another program. Stop that program, or choose'
        : `cannot be listened at: ${message}. Ports below 1024 are for the system; choose`;
    throw new Error(`Port ${port} ${why} another port with --port.`, { cause: error });
  }
}

interface Answering extends Required<Pick<OwnAnswers, 'at'>> {
  readonly functions: HttpFunctions;
}

async function answer(
  request: IncomingMessage,
  answering: Promise<Answering>,
  clock: () => number,
): Promise<HttpResponse> {
  const body = await read(request);
  if (body === undefined) {
    return TOO_LARGE;
  }
  const routed = gatewayEvent({
    method: request.method ?? 'GET',
    url: request.url ?? '/',
    headers: request.headers,
    body,
    sourceIp: request.socket.remoteAddress ?? '',
    id: randomUUID(),
    at: clock(),
  });
  const { functions, at } = await answering;
  const handle = own(at, routed.event.rawPath) ?? functions[routed.function];
  return handle(routed.event, {} as Context);
}

/**
 * Returns undefined if the body is too large. The rest is read and dropped, so that the client gets
 * to see the answer.
 */
async function read(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY) {
      chunks.push(chunk);
    } else {
      chunks.length = 0;
    }
  }
  return size > MAX_BODY ? undefined : Buffer.concat(chunks);
}

/** The wording is API Gateway's. */
const TOO_LARGE: HttpResponse = {
  statusCode: 413,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message: 'Request Entity Too Large' }),
};

function write(response: ServerResponse, answered: HttpResponse): void {
  const { statusCode = 200, headers = {}, cookies = [], body = '', isBase64Encoded } = answered;
  if (cookies.length > 0) {
    response.setHeader('set-cookie', cookies);
  }
  for (const [name, value] of Object.entries(headers)) {
    response.setHeader(name, String(value));
  }
  response.statusCode = statusCode;
  response.end(isBase64Encoded ? Buffer.from(body, 'base64') : body);
}
