import { runtimeFromEnv } from '../support/runtime.ts';
import { throughCloudFront } from '../support/through-cloudfront.ts';
import { createIngestHandler } from './handler.ts';

/** The deployed entry. */
export const handler = throughCloudFront(createIngestHandler(runtimeFromEnv()));
