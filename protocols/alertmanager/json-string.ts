import type { HttpResponse } from '#http/http.ts';
import type { Problem } from '#http/problem.ts';

/**
 * What is wrong with a request as Alertmanager's API says it: a sentence as a JSON string, with the
 * status and headers of the problem.
 */
export function asJsonString({ status, detail, headers }: Omit<Problem, 'kind'>): HttpResponse {
  return {
    statusCode: status,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(detail),
  };
}
