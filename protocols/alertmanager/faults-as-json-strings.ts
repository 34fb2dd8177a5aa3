import type { HttpHandler } from '#http/http-handler.ts';
import { readProblem } from '#http/problem.ts';
import { asJsonString } from './json-string.ts';

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
