import { runtimeFromEnv } from '../support/runtime.ts';
import { createRespondHandler } from './handler.ts';

/** The deployed entry. */
export const handler = createRespondHandler(runtimeFromEnv());
