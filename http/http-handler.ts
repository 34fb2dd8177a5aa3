import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { describeError } from '#runtime/log.ts';
import type { Runtime } from '#runtime/runtime.ts';
import { isTransient } from '#runtime/transient.ts';
import { Unavailable } from '#usecases/ports.ts';
import type { HttpAnswer, HttpEvent, HttpResponse, HttpRoute } from './http.ts';
import {
  isProblem,
  type Problem,
  problem,
  problemDocument,
  type RenderProblem,
} from './problem.ts';

/** A function behind the HTTP API, as Lambda calls it. */
export type HttpHandler = (event: HttpEvent, context: Context) => Promise<HttpResponse>;

/** The `Retry-After` of a response if a store or a queue cannot take more, in seconds. */
const RETRY_AFTER = '5';

/** How a route reports errors. */
export interface ProblemForm {
  /** @default a problem document */
  readonly renderProblem?: RenderProblem;
  /**
   * What a fault of ours is called. Many senders, OTLP's among them, repeat a request after 503 and
   * drop it after 500: samples must be `unavailable`.
   * @default 'internal'
   */
  readonly ownFault?: 'internal' | 'unavailable';
}

/**
 * Wraps a request handler: anything it throws is logged and becomes a problem that reveals no
 * internals, and problems are rendered in the form of the route.
 */
export function httpHandler(
  { log }: Pick<Runtime, 'log'>,
  route: HttpRoute,
  { renderProblem = problemDocument, ownFault = 'internal' }: ProblemForm = {},
): HttpHandler {
  const settled = middy<HttpEvent, HttpAnswer>((event: HttpEvent) => route(event)).use({
    onError: ({ error, event }: { error: unknown; event: HttpEvent }) => {
      const { routeKey, requestContext } = event;
      const transient = isTransient(error);
      const message = transient ? 'a store or queue was not available' : 'a request failed';
      const about = { route: routeKey, requestId: requestContext.requestId };
      log({ level: 'error', message, ...about, error: describeError(error) });
      const { requestId } = requestContext;
      return transient ? unavailable(requestId, reasonOf(error)) : fault(ownFault, requestId);
    },
  }) as (event: HttpEvent, context: Context) => Promise<HttpAnswer>;
  return async (event, context) => {
    const answer = await settled(event, context);
    return isProblem(answer) ? renderProblem(answer, event) : answer;
  };
}

function fault(kind: 'internal' | 'unavailable', requestId: string): Problem {
  if (kind === 'unavailable') {
    return unavailable(requestId);
  }
  const detail = `It has been logged. Name the request ${requestId} if you report it.`;
  return problem(kind, detail, { extra: { requestId } });
}

function unavailable(requestId: string, reason = 'It could not be stored in time.'): Problem {
  return problem(
    'unavailable',
    `${reason} Send the same request again in ${RETRY_AFTER} s: repeating it does no harm.`,
    { extra: { requestId }, headers: { 'retry-after': RETRY_AFTER } },
  );
}

/** The reason why a store cannot be written, if it gives one for its caller. */
function reasonOf(error: unknown): string | undefined {
  return error instanceof Unavailable ? error.reason : undefined;
}
