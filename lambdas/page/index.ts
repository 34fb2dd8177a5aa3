import { publishingRuntimeFromEnv } from '../support/runtime-from-env.ts';
import { createPageHandler } from './handler.ts';

/** The deployed entry. */
export const handler = createPageHandler(publishingRuntimeFromEnv());
