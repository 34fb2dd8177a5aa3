import { clockPartsFromEnv } from '../support/clock-parts.ts';
import { runtimeFromEnv } from '../support/runtime.ts';
import { createClockHandler } from './handler.ts';

/** The deployed entry. */
export const handler = createClockHandler(runtimeFromEnv(), clockPartsFromEnv());
