import { spawn } from 'node:child_process';
import { mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../test/support/free-port.ts';
import { pythonTools } from '../python-tools.ts';
import { answering } from './answering.ts';
import type { AwsOptions } from './phones.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SERVER = join(ROOT, 'tools/test-deploy/server.py');
const REQUIREMENTS = join(ROOT, 'tools/test-deploy/requirements.txt');

/** An AWS emulator that runs for the duration of the test. */
export interface Emulator {
  /** Environment that points the CDK and the command line at it. */
  readonly env: NodeJS.ProcessEnv;
  /** Options that point an SDK client at it. */
  readonly options: AwsOptions;
  stop(): void;
}

/** Starts the emulator in an environment of its own; otherwise tells what this machine lacks. */
export async function startEmulator(
  folder: string,
): Promise<Emulator | { readonly lacks: string }> {
  const tools = pythonTools('wardbell-emulator', REQUIREMENTS);
  if ('lacks' in tools) {
    return tools;
  }
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = openSync(join(folder, 'emulator.log'), 'w');
  const process_ = spawn(join(tools.bin, 'python'), [SERVER], {
    cwd: folder,
    env: {
      ...ownEnv(),
      PATH: `${nodeThatKnowsLocalhost(folder)}:${process.env['PATH']}`,
      GATEWAY_PORT: String(port),
    },
    stdio: ['ignore', log, log],
  });
  await answering(`${url}/_ministack/health`, process_);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const region = 'us-east-1';
  return {
    options: { endpoint: url, region, credentials },
    env: {
      ...ownEnv(),
      AWS_ENDPOINT_URL: url,
      AWS_ENDPOINT_URL_S3: url,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
    },
    stop: () => process_.kill(),
  };
}

/** Removes AWS variables that point elsewhere: many shells have some. */
function ownEnv(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !/^(AWS|CDK)_/.test(name));
  return Object.fromEntries(others);
}

/**
 * Returns the emulator's environment. It runs functions with the `node` of its PATH, which
 * therefore is this one, and resolves the names of its APIs.
 */
function nodeThatKnowsLocalhost(folder: string): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  const names = new URL('./localhost-names.ts', import.meta.url).href;
  const script = `#!/bin/sh\nexec "${process.execPath}" --import "${names}" "$@"\n`;
  writeFileSync(join(bin, 'node'), script, { mode: 0o755 });
  return bin;
}
