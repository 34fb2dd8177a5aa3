import { ROUTES, SERVED_ROUTES } from '#deployment/routes.ts';
import type { HttpHandler } from '#http/http-handler.ts';
import { createAnswerHandler } from '#lambdas/answer/handler.ts';
import { createReportsHandler } from '#lambdas/reports/handler.ts';
import { createRespondHandler } from '#lambdas/respond/handler.ts';
import { NIGHT } from './incident.ts';
import { TEST_CONFIG } from './platform.ts';

type Runtime = Parameters<typeof createRespondHandler>[0];
type Given = Pick<Runtime, 'ports'> & Partial<Runtime>;

const FUNCTION_OF: ReadonlyMap<string, string> = new Map(
  [...ROUTES, ...SERVED_ROUTES].map(({ method, path, function: name }) => [
    `${method} ${path}`,
    name,
  ]),
);

/**
 * Returns what the gateway calls for people's requests to the API, which is the function of the
 * event's route, on these ports, at night and without a log unless told otherwise.
 */
export function apiHandler(given: Given): HttpHandler {
  const runtime = runtimeOf(given);
  const respond = createRespondHandler(runtime);
  const others: Readonly<Record<string, HttpHandler>> = {
    answer: createAnswerHandler(runtime),
    reports: createReportsHandler(runtime),
  };
  return (event, context) =>
    (others[FUNCTION_OF.get(event.routeKey) ?? ''] ?? respond)(event, context);
}

/** Returns the answer function in the same way. */
export function answerHandler(given: Given): HttpHandler {
  return createAnswerHandler(runtimeOf(given));
}

function runtimeOf(given: Given): Runtime {
  return {
    config: TEST_CONFIG,
    publicUrl: 'http://x',
    clock: () => NIGHT,
    log: () => undefined,
    measure: () => undefined,
    ...given,
  };
}
