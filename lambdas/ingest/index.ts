import { throughCloudFront } from '#http/through-cloudfront.ts';
import { runtimeFromEnv } from '../support/runtime-from-env.ts';
import { createIngestHandler } from './handler.ts';

/** The deployed entry. */
export const handler = throughCloudFront(createIngestHandler(runtimeFromEnv()));
