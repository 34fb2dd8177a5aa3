import { throughCloudFront } from '#http/through-cloudfront.ts';
import { runtimeFromEnv } from '../support/runtime-from-env.ts';
import { createRespondHandler } from './handler.ts';

/** The deployed entry. */
export const handler = throughCloudFront(createRespondHandler(runtimeFromEnv()));
