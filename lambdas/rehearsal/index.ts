import { rehearsalDependenciesFromEnv } from '../support/rehearsal-dependencies.ts';
import { runtimeFromEnv } from '../support/runtime-from-env.ts';
import { createRehearsalHandler } from './handler.ts';

const runtime = runtimeFromEnv();

/** The deployed entry. */
export const handler = createRehearsalHandler(
  runtime,
  rehearsalDependenciesFromEnv(runtime.clients),
);
