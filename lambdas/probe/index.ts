import { placeFromEnv } from '#runtime/read-env.ts';
import { probe } from '../support/probe.ts';
import { runtimeFromEnv } from '../support/runtime-from-env.ts';
import { createProbeHandler } from './handler.ts';

/** The deployed entry. */
export const handler = createProbeHandler(runtimeFromEnv(), { place: placeFromEnv(), probe });
