import { ELSEWHERE, GATHERED, ROUTES } from '#deployment/routes.ts';
import { findRoute } from './find-route.ts';
import type { HttpEvent } from './http.ts';
import type { HttpHandler } from './http-handler.ts';

const routeOf = findRoute(ROUTES);

/**
 * Hands on a request that one route serves for several declared ones as a request of the one that
 * is declared, so that nothing behind it needs to know.
 */
export function asDeclared(handler: HttpHandler): HttpHandler {
  return async (event, context) =>
    handler(event.routeKey.endsWith(` ${GATHERED}`) ? declared(event) : event, context);
}

function declared({ pathParameters: _, ...event }: HttpEvent): HttpEvent {
  const { requestContext, rawPath } = event;
  const found = routeOf(requestContext.http.method, rawPath);
  const routeKey = found ? `${found.route.method} ${found.route.path}` : ELSEWHERE.key;
  return { ...event, routeKey, requestContext: { ...requestContext, routeKey } };
}
