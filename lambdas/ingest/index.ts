import { runtimeFromEnv } from '../support/runtime.ts';
import { createIngestHandler } from './handler.ts';

/** The deployed entry. */
export const handler = createIngestHandler(runtimeFromEnv());
