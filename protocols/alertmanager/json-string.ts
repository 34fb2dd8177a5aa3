import type { HttpResponse } from '#http/http.ts';
import type { ProblemForm } from '#http/http-handler.ts';
import type { Problem } from '#http/problem.ts';

/** The form of problems in the routes that read. */
export const AS_JSON_STRINGS: ProblemForm = { renderProblem: asJsonString };

/**
 * Renders a problem as Alertmanager's API does: a sentence as a JSON string, with the status and
 * headers of the problem.
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
