import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { Unavailable } from '#adapters/unavailable.ts';
import { describeError } from '#runtime/log.ts';
import type { Runtime } from '#runtime/runtime.ts';
import { isTransient } from '#runtime/transient.ts';
import type { HttpEvent, HttpResponse, HttpRoute } from './http.ts';
import { problem } from './problem.ts';

/** A function behind the HTTP API, as Lambda calls it. */
export type HttpHandler = (event: HttpEvent, context: Context) => Promise<HttpResponse>;

/** How soon a sender should try again when a store or a queue cannot take more, in seconds. */
const RETRY_AFTER = '5';

interface FaultRules {
  /**
   * What a fault of ours is called. Many senders, OTLP's among them, repeat a request after 503 and
   * drop it after 500: samples must be `unavailable`.
   * @default 'internal'
   */
  readonly ownFault: 'internal' | 'unavailable';
}

/**
 * Wraps what answers requests: whatever it throws is logged and becomes an answer that tells
 * nothing of our insides.
 */
export function httpHandler(
  { log }: Pick<Runtime, 'log'>,
  route: HttpRoute,
  { ownFault }: FaultRules = { ownFault: 'internal' },
): HttpHandler {
  return middy<HttpEvent, HttpResponse>((event: HttpEvent) => route(event)).use({
    onError: ({ error, event }: { error: unknown; event: HttpEvent }) => {
      const { routeKey, requestContext } = event;
      const transient = isTransient(error);
      const message = transient ? 'a store or queue was not available' : 'a request failed';
      const about = { route: routeKey, requestId: requestContext.requestId };
      log({ level: 'error', message, ...about, error: describeError(error) });
      const { requestId } = requestContext;
      return transient ? unavailable(requestId, reasonOf(error)) : fault(ownFault, requestId);
    },
  }) as HttpHandler;
}

function fault(kind: 'internal' | 'unavailable', requestId: string): HttpResponse {
  if (kind === 'unavailable') {
    return unavailable(requestId);
  }
  const detail = `It has been logged. Name the request ${requestId} if you report it.`;
  return problem(kind, detail, { extra: { requestId } });
}

function unavailable(requestId: string, reason = 'It could not be stored in time.'): HttpResponse {
  return problem(
    'unavailable',
    `${reason} Send the same request again in ${RETRY_AFTER} s: repeating it does no harm.`,
    { extra: { requestId }, headers: { 'retry-after': RETRY_AFTER } },
  );
}

/** Why a store takes nothing, where it says so in words for its caller. */
function reasonOf(error: unknown): string | undefined {
  return error instanceof Unavailable ? error.reason : undefined;
}
