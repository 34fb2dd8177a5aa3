import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Problem } from './problem.ts';

/** A request event of API Gateway's HTTP API (payload 2.0). */
export type HttpEvent = APIGatewayProxyEventV2;

/** A response for API Gateway's HTTP API. */
export type HttpResponse = APIGatewayProxyStructuredResultV2;

/** The result of a route: a response, or what is wrong with the request. */
export type HttpAnswer = HttpResponse | Problem;

/** Answers one route. */
export type HttpRoute = (event: HttpEvent) => Promise<HttpAnswer>;

/** A JSON response that must not be cached. */
export function json(
  statusCode: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return {
    statusCode,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(body),
  };
}
