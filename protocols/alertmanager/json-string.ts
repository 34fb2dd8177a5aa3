import type { HttpResponse } from '#http/http.ts';
import type { ProblemForm } from '#http/http-handler.ts';
import type { Problem } from '#http/problem.ts';

/** How the reading routes tell what is wrong. */
export const AS_JSON_STRINGS: ProblemForm = { renderProblem: asJsonString };

/**
 * What is wrong with a request as Alertmanager's API says it: a sentence as a JSON string, with the
 * status and headers of the problem.
 */
export function asJsonString({
  status,
  detail,
  headers,
}: Pick<Problem, 'status' | 'detail' | 'headers'>): HttpResponse {
  return {
    statusCode: status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(detail),
  };
}
