import { runtimeFromEnv } from '../support/runtime.ts';
import { createPageHandler } from './handler.ts';

/** The deployed entry. */
export const handler = createPageHandler(runtimeFromEnv());
