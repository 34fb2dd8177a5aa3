import { placeFromEnv } from '#runtime/read-env.ts';
import { canaryInboxFromEnv } from '../support/canary-inbox.ts';
import { runtimeFromEnv } from '../support/runtime-from-env.ts';
import { createCanaryHandler } from './handler.ts';

const runtime = runtimeFromEnv();

/** The deployed entry. */
export const handler = createCanaryHandler(runtime, {
  inbox: canaryInboxFromEnv(runtime.clients),
  place: placeFromEnv(),
});
