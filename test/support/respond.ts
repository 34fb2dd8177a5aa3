import type { HttpHandler } from '#http/http-handler.ts';
import { createRespondHandler } from '#lambdas/respond/handler.ts';
import { NIGHT } from './incident.ts';
import { TEST_CONFIG } from './platform.ts';

type Runtime = Parameters<typeof createRespondHandler>[0];

/**
 * Returns the respond function on these ports, at night and without a log unless told otherwise.
 */
export function respondHandler(given: Pick<Runtime, 'ports'> & Partial<Runtime>): HttpHandler {
  return createRespondHandler({
    config: TEST_CONFIG,
    publicUrl: 'http://x',
    clock: () => NIGHT,
    log: () => undefined,
    measure: () => undefined,
    ...given,
  });
}
