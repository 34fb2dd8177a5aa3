import { omit } from '#core/collections/omit.ts';
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

function asGet(event: HttpEvent): HttpEvent {
  const { requestContext } = event;
  const routeKey = event.routeKey.replace(/^HEAD /, 'GET ');
  const http = { ...requestContext.http, method: 'GET' };
  return { ...event, routeKey, requestContext: { ...requestContext, routeKey, http } };
}
