import { runtimeFromEnv } from '../support/runtime-from-env.ts';
import { createIncidentHandler } from './handler.ts';

/** The deployed entry. */
export const handler = createIncidentHandler(runtimeFromEnv());
