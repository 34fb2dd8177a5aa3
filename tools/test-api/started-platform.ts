import { fileURLToPath } from 'node:url';
import { readConfig } from '#cli/read-config.ts';
import { SECOND } from '#core/time/instant.ts';
import { type Platform, startPlatform } from '#local/platform.ts';

const CONFIG = fileURLToPath(new URL('../../examples/hospital/wardbell.yaml', import.meta.url));

/**
 * Acceleration of its clock: thousands of requests without a valid key come from one address and
 * would otherwise wait for their rate limit.
 */
const HASTE = 50;

/** Starts the example hospital's platform in memory, with its API on a free port. */
export async function startedPlatform(): Promise<Platform> {
  const began = Date.now();
  const clock = () => began + (Date.now() - began) * HASTE;
  const tickEvery = (10 * SECOND) / HASTE;
  return startPlatform({
    config: readConfig(CONFIG),
    port: 0,
    clock,
    tickEvery,
    log: () => undefined,
  });
}
