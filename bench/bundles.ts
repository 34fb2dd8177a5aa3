import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ENV, OWN_ENV } from '#deployment/env.ts';
import { FUNCTIONS, type FunctionName } from '#deployment/functions.ts';
import { bundleFunction } from '../lib/function-code.ts';
import { bedsideConfig } from './bedside.ts';

const STARTS = 15;

/**
 * Measures each function's bundle, minified and with the SDK: its size, and how much longer than an
 * empty module it takes to load in a fresh process.
 */
export function bundles() {
  const folder = mkdtempSync(join(tmpdir(), 'wardbell-bundles-'));
  try {
    const env = bundleEnvironment(folder);
    const empty = join(folder, 'empty.mjs');
    writeFileSync(empty, 'export const handler = () => {};\n');
    const floor = loadMs(empty, env);
    const measured: Record<string, { readonly kilobytes: number; readonly initMs: number }> = {};
    for (const name of Object.keys(FUNCTIONS) as FunctionName[]) {
      const outfile = join(folder, name, 'index.mjs');
      bundleFunction(name, join(folder, name));
      const kilobytes = Math.round(statSync(outfile).size / 1024);
      measured[name] = { kilobytes, initMs: Math.round(loadMs(outfile, env) - floor) };
    }
    return measured;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Returns what a bundle needs of its environment to start, with its config in the folder. */
export function bundleEnvironment(folder: string): NodeJS.ProcessEnv {
  const config = join(folder, 'config.json');
  writeFileSync(config, JSON.stringify(bedsideConfig(1)));
  return {
    ...process.env,
    ...Object.fromEntries(Object.values({ ...ENV, ...OWN_ENV }).map((name) => [name, 'bench'])),
    [ENV.configFile]: config,
    [OWN_ENV.standbySeconds]: '0',
    [OWN_ENV.rehearsals]: JSON.stringify({ ingest: {}, incident: {}, page: {} }),
    [OWN_ENV.signIn]: JSON.stringify({ issuer: 'https://x', clientId: 'bench' }),
    AWS_REGION: 'us-east-1',
  };
}

/** Returns the median time of `import()` in fresh processes, in ms. */
function loadMs(file: string, env: NodeJS.ProcessEnv): number {
  const script = `const t = performance.now(); await import(${JSON.stringify(pathToFileURL(file).href)}); console.log(performance.now() - t); process.exit(0)`;
  const times = Array.from({ length: STARTS }, () =>
    Number(
      execFileSync(process.execPath, ['--input-type=module', '-e', script], {
        encoding: 'utf8',
        env,
      }),
    ),
  );
  return times.sort((a, b) => a - b)[Math.floor(STARTS / 2)] ?? Number.NaN;
}
