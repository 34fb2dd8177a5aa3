import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { BUNDLING } from '#lambdas/bundling.ts';
import { ENV } from '#lambdas/env.ts';
import { bedsideConfig } from './bedside.ts';

const FUNCTIONS = ['ingest', 'incident', 'page', 'clock', 'respond'] as const;
const STARTS = 15;

/** Each function's bundle, minified with the SDK inside, and how much longer than an empty module it takes to load in a fresh process. */
export async function bundles() {
  const folder = mkdtempSync(join(tmpdir(), 'wardbell-bundles-'));
  try {
    const config = join(folder, 'config.json');
    writeFileSync(config, JSON.stringify(bedsideConfig(1)));
    const environment = Object.fromEntries(Object.values(ENV).map((name) => [name, 'bench']));
    const env = {
      ...process.env,
      ...environment,
      [ENV.configFile]: config,
      AWS_REGION: 'us-east-1',
    };
    const empty = join(folder, 'empty.mjs');
    writeFileSync(empty, 'export const handler = () => {};\n');
    const floor = loadMs(empty, env);
    const measured: Record<string, { readonly kilobytes: number; readonly initMs: number }> = {};
    for (const name of FUNCTIONS) {
      const outfile = join(folder, `${name}.mjs`);
      await build({
        entryPoints: [`lambdas/${name}/index.ts`],
        outfile,
        bundle: true,
        ...BUNDLING,
        mainFields: [...BUNDLING.mainFields],
        banner: {
          js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
        },
      });
      const kilobytes = Math.round(statSync(outfile).size / 1024);
      measured[name] = { kilobytes, initMs: Math.round(loadMs(outfile, env) - floor) };
    }
    return measured;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The median time of `import()` in fresh processes, in ms. */
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
