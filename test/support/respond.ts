import type { HttpHandler } from '#http/http-handler.ts';
import { createAnswerHandler } from '#lambdas/answer/handler.ts';
import { createRespondHandler } from '#lambdas/respond/handler.ts';
import { NIGHT } from './incident.ts';
import { TEST_CONFIG } from './platform.ts';

type Runtime = Parameters<typeof createRespondHandler>[0];
type Given = Pick<Runtime, 'ports'> & Partial<Runtime>;

/**
 * Returns the respond function on these ports, at night and without a log unless told otherwise.
 */
export function respondHandler(given: Given): HttpHandler {
  return createRespondHandler(runtimeOf(given));
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
