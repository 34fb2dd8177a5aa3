import { runtimeFromEnv } from '../support/runtime-from-env.ts';
import { createAlarmsHandler } from './handler.ts';

/** The deployed entry. */
export const handler = createAlarmsHandler(runtimeFromEnv());
