import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readConsoleFiles } from '#console/files.ts';
import { requireCloudFront } from '#http/require-cloudfront.ts';
import { runtimeFromEnv } from '../support/runtime-from-env.ts';
import { createConsoleHandler } from './handler.ts';

/** The console's files lie beside the code. */
const FOLDER = fileURLToPath(new URL('console', import.meta.url));

const files = () => (existsSync(FOLDER) ? readConsoleFiles(FOLDER) : []);

/** The deployed entry. */
export const handler = requireCloudFront(createConsoleHandler(runtimeFromEnv(), { files }));
