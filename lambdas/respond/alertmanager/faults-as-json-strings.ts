import type { HttpHandler } from '../../support/http-handler.ts';
import { asJsonString } from '../../support/json-string.ts';
import { readProblem } from '../../support/problem.ts';

/** Routes of Alertmanager's API. */
const ALERTMANAGER = /^\w+ \/api\/v2\//;

/**
 * Alertmanager's clients read what is wrong as a JSON string; all others keep their problem
 * document.
 */
export function faultsAsJsonStrings(handler: HttpHandler): HttpHandler {
  return async (event, context) => {
    const answer = await handler(event, context);
    const fault = ALERTMANAGER.test(event.routeKey) ? readProblem(answer) : undefined;
    return fault === undefined ? answer : asJsonString(fault);
  };
}
