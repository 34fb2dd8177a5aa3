import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readConsoleFiles } from '#console/files.ts';
import { requireCloudFront } from '#http/require-cloudfront.ts';
import { consoleIssuer, whereFromEnv } from '../support/console-issuer.ts';
import { runtimeFromEnv } from '../support/runtime-from-env.ts';
import { createConsoleHandler } from './handler.ts';

/** The console's files lie beside the code. */
const FOLDER = fileURLToPath(new URL('console', import.meta.url));

const files = () => (existsSync(FOLDER) ? readConsoleFiles(FOLDER) : []);

const runtime = runtimeFromEnv();
const issuer = consoleIssuer(runtime.config, whereFromEnv());

/** The deployed entry. */
export const handler = requireCloudFront(createConsoleHandler(runtime, { files, issuer }));
