import { omit } from '#core/collections/omit.ts';
import { ELSEWHERE, ROUTES } from '#deployment/routes.ts';
import { findRoute } from './find-route.ts';
import type { HttpEvent } from './http.ts';
import type { HttpHandler } from './http-handler.ts';

/**
 * Answers HEAD like GET: the same status and headers, without the body (RFC 9110, 9.3.2). Handlers
 * need not know of HEAD.
 */
export function headAsGet(handler: HttpHandler): HttpHandler {
  return async (event, context) =>
    event.requestContext.http.method === 'HEAD'
      ? omit(await handler(asGet(event), context), 'body', 'isBase64Encoded')
      : handler(event, context);
}

const routeOf = findRoute(ROUTES);

/** Most routes have none of their own for HEAD: the default route takes it. */
function asGet(event: HttpEvent): HttpEvent {
  const { requestContext, rawPath } = event;
  const got = event.routeKey === ELSEWHERE.key ? routeOf('GET', rawPath) : undefined;
  const routeKey = got ? `GET ${got.route.path}` : event.routeKey.replace(/^HEAD /, 'GET ');
  const http = { ...requestContext.http, method: 'GET' };
  return {
    ...event,
    ...(got !== undefined && { pathParameters: got.pathParameters }),
    routeKey,
    requestContext: { ...requestContext, routeKey, http },
  };
}
