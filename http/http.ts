import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Problem } from './problem.ts';

/** A request as API Gateway's HTTP API hands it over (payload 2.0). */
export type HttpEvent = APIGatewayProxyEventV2;

/** An answer in the form that API Gateway's HTTP API takes. */
export type HttpResponse = APIGatewayProxyStructuredResultV2;

/** What a route answers: a response as it is sent, or what is wrong with the request. */
export type HttpAnswer = HttpResponse | Problem;

/** What answers one route. */
export type HttpRoute = (event: HttpEvent) => Promise<HttpAnswer>;

/** An answer in JSON, which nobody may keep. */
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
