import { isEmpty } from '#core/collections/is-empty.ts';
import { ELSEWHERE, ROUTES, servesSeveral } from '#deployment/routes.ts';
import { findRoute } from './find-route.ts';
import type { HttpEvent } from './http.ts';
import type { HttpHandler } from './http-handler.ts';

/**
 * Hands on a request that came by a route which serves several declared ones as a request of the
 * one that is declared, so that nothing behind it needs to know. HEAD, of which most routes have
 * none of their own, comes by the default route.
 */
export function asDeclared(handler: HttpHandler): HttpHandler {
  return async (event, context) => handler(isShared(event) ? declared(event) : event, context);
}

function isShared({ routeKey, requestContext: { http } }: HttpEvent): boolean {
  return servesSeveral(routeKey) || (routeKey === ELSEWHERE.key && http.method === 'HEAD');
}

const routeOf = findRoute(ROUTES);

function declared({ pathParameters: _, ...event }: HttpEvent): HttpEvent {
  const { requestContext, rawPath } = event;
  const { method } = requestContext.http;
  const found = routeOf(method === 'HEAD' ? 'GET' : method, rawPath);
  const routeKey = found === undefined ? ELSEWHERE.key : `${method} ${found.route.path}`;
  const pathParameters = found?.pathParameters ?? {};
  // API Gateway leaves them out where there are none.
  return {
    ...event,
    ...(!isEmpty(pathParameters) && { pathParameters }),
    routeKey,
    requestContext: { ...requestContext, routeKey },
  };
}
