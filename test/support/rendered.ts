import type { HttpAnswer, HttpResponse } from '#http/http.ts';
import { isProblem, problemDocument } from '#http/problem.ts';

/** What a route answers as it leaves where the route has no form of its own for problems. */
export function rendered(answer: HttpAnswer): HttpResponse {
  return isProblem(answer) ? problemDocument(answer) : answer;
}
