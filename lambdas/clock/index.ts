import { clockDependenciesFromEnv } from '../support/clock-dependencies.ts';
import { runtimeFromEnv } from '../support/runtime-from-env.ts';
import { createClockHandler } from './handler.ts';

const runtime = runtimeFromEnv();

/** The deployed entry. */
export const handler = createClockHandler(runtime, clockDependenciesFromEnv(runtime.clients));
