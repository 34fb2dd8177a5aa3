import { requireCloudFront } from '#http/require-cloudfront.ts';
import { archiveFromEnv } from '../support/archive-from-env.ts';
import { runtimeFromEnv } from '../support/runtime-from-env.ts';
import { createIngestHandler } from './handler.ts';

const { ports, ...runtime } = runtimeFromEnv();

/** The deployed entry. */
export const handler = requireCloudFront(
  createIngestHandler({ ...runtime, ports: { ...ports, ...archiveFromEnv() } }),
);
