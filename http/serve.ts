import httpRouter, { type Method } from '@middy/http-router';
import { ELSEWHERE } from '#deployment/resources.ts';
import type { Runtime } from '#runtime/runtime.ts';
import { conditionalGet, isRevalidated } from './conditional-get.ts';
import { headAsGet } from './head-as-get.ts';
import type { HttpEvent, HttpResponse, HttpRoute } from './http.ts';
import { type HttpHandler, httpHandler, type ProblemForm } from './http-handler.ts';
import { problem } from './problem.ts';
import type { AnyRoute } from './routes.ts';

/** What a function answers, beside its routes. */
interface Others {
  /** Answers what no route takes. */
  readonly otherwise?: HttpRoute;
  /** How problems are told where a route has no form of its own. */
  readonly form?: ProblemForm;
}

/**
 * The one edge of a function: sends each request to its route, and each answer, right or wrong, out
 * in the form of that route.
 */
export function serve(
  runtime: Pick<Runtime, 'log'>,
  routes: Readonly<Record<string, AnyRoute>>,
  { otherwise = notFound, form = {} }: Others = {},
): HttpHandler {
  const edge = (route: AnyRoute) =>
    typeof route === 'function'
      ? httpHandler(runtime, route, form)
      : httpHandler(runtime, route.answer, route);
  const table = Object.entries(routes).map(([name, route]) => {
    const [method = '', path = ''] = name.split(' ');
    const handler = isRevalidated(name) ? conditionalGet(edge(route)) : edge(route);
    return { method: method as Method, path, handler };
  });
  const elsewhere = edge(otherwise);
  const declared = httpRouter<HttpEvent, HttpResponse>({
    routes: table,
    notFoundResponse: () => NONE,
  });
  const handler: HttpHandler = async (event, context) => {
    if (event.routeKey === ELSEWHERE.key) {
      return elsewhere(event, context);
    }
    const answer = await declared(event, context);
    return answer === NONE ? elsewhere(event, context) : answer;
  };
  return headAsGet(handler);
}

const NONE: HttpResponse = {};

const notFound: HttpRoute = async ({ rawPath, requestContext }) =>
  problem('not_found', `Nothing is answered at ${requestContext.http.method} ${rawPath}.`);
