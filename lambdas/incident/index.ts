import { runtimeFromEnv } from '../support/runtime.ts';
import { createIncidentHandler } from './handler.ts';

/** The deployed entry. */
export const handler = createIncidentHandler(runtimeFromEnv());
