import type { IncomingHttpHeaders } from 'node:http';
import { ELSEWHERE, type ROUTES, SERVED_ROUTES } from '#deployment/routes.ts';
import { findRoute } from '#http/find-route.ts';
import type { HttpEvent } from '#http/http.ts';

/** The functions that answer HTTP requests. */
export type HttpFunction = (typeof ROUTES)[number]['function'];

/** A request as node:http has read it. */
export interface ReadRequest {
  readonly method: string;
  /** Path and query, as the client sent them. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly id: string;
  readonly at: number;
}

const routeOf = findRoute(SERVED_ROUTES);

/** The target of a request: the function, the route's name and its path parameters. */
interface Destination {
  readonly function: HttpFunction;
  readonly routeKey: string;
  readonly pathParameters?: Record<string, string>;
}

/**
 * Returns the event that API Gateway's HTTP API would make of the request, and the function that it
 * would call.
 */
export function gatewayEvent(request: ReadRequest): {
  readonly function: HttpFunction;
  readonly event: HttpEvent;
} {
  const { method, url, headers, id, at, sourceIp } = request;
  const [rawPath = '/', rawQueryString = ''] = url.split(/\?(.*)/s);
  const { function: name, ...matched } = destination(method, rawPath);
  const http = { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp };
  const event: HttpEvent = {
    version: '2.0',
    ...matched,
    rawPath,
    rawQueryString,
    ...cookiesOf(headers),
    headers: flat(headers),
    queryStringParameters: joined(new URLSearchParams(rawQueryString)),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: headers.host ?? 'localhost',
      domainPrefix: 'local',
      http: { ...http, userAgent: headers['user-agent'] ?? '' },
      requestId: id,
      routeKey: matched.routeKey,
      stage: '$default',
      time: new Date(at).toISOString(),
      timeEpoch: at,
    },
    ...bodyOf(request),
  };
  return { function: name, event };
}

function destination(method: string, path: string): Destination {
  const found = routeOf(method, path);
  if (found !== undefined) {
    const { route, pathParameters } = found;
    return {
      function: route.function,
      routeKey: `${route.method} ${route.path}`,
      pathParameters,
    };
  }
  return { function: ELSEWHERE.function, routeKey: ELSEWHERE.key };
}

/**
 * API Gateway passes bodies of these content types as text, and everything else in base64,
 * including forms and bodies without a type. A compressed body is no text, whatever its type says.
 */
const TEXT = /^(text\/|application\/(json|xml|javascript)\b)/i;

function bodyOf({ headers, body }: ReadRequest): Pick<HttpEvent, 'body' | 'isBase64Encoded'> {
  if (body.length === 0) {
    return { isBase64Encoded: false };
  }
  const isText =
    TEXT.test(headers['content-type'] ?? '') && headers['content-encoding'] === undefined;
  return { body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}

/** API Gateway passes cookies as a list of their own, and not among the headers. */
function cookiesOf({ cookie }: IncomingHttpHeaders): Pick<HttpEvent, 'cookies'> {
  return { ...(cookie !== undefined && { cookies: cookie.split(';').map((one) => one.trim()) }) };
}

function flat({ cookie: _, ...headers }: IncomingHttpHeaders): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name, [value].flat().join(',')]);
  return Object.fromEntries(entries);
}

function joined(query: URLSearchParams): Record<string, string> {
  const names = [...new Set(query.keys())];
  return Object.fromEntries(names.map((name) => [name, query.getAll(name).join(',')]));
}
