import { publishingRuntimeFromEnv } from '../support/runtime.ts';
import { createPageHandler } from './handler.ts';

/** The deployed entry. */
export const handler = createPageHandler(publishingRuntimeFromEnv());
