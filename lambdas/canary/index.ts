import { canaryInboxFromEnv } from '../support/canary-inbox.ts';
import { runtimeFromEnv } from '../support/runtime.ts';
import { createCanaryHandler } from './handler.ts';

/** The deployed entry. */
export const handler = createCanaryHandler(runtimeFromEnv(), canaryInboxFromEnv());
