import type { HttpAnswer, HttpResponse } from '#http/http.ts';
import { isProblem, problemDocument } from '#http/problem.ts';

/** Returns a route's response as it leaves, if the route has no problem format of its own. */
export function rendered(answer: HttpAnswer): HttpResponse {
  return isProblem(answer) ? problemDocument(answer) : answer;
}
