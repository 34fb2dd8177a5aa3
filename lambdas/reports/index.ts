import { requireCloudFront } from '#http/require-cloudfront.ts';
import { runtimeFromEnv } from '../support/runtime-from-env.ts';
import { createReportsHandler } from './handler.ts';

/** The deployed entry. */
export const handler = requireCloudFront(createReportsHandler(runtimeFromEnv()));
