import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Stack } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { OutputFile } from 'esbuild';
import { buildConsole } from '#console/build.ts';
import { type ConsoleFile, writeConsoleFiles } from '#console/files.ts';
import { BUNDLING } from '#deployment/bundling.ts';
import type { FunctionName } from '#deployment/functions.ts';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

/**
 * The folder of the published package with the functions already bundled, since it comes without
 * esbuild.
 */
const BUNDLED = join(PACKAGE, 'functions');

/**
 * The name of the config file beside the code; a change of it is a change of the code, and so makes
 * a new version of the function.
 */
export const CONFIG_FILE = 'config.json';

/** An app with several stacks bundles each function once, and the console too. */
const bundles = new Map<FunctionName, readonly OutputFile[]>();
let consoleFiles: readonly ConsoleFile[] | undefined;

/**
 * Bundles a function into a folder: `index.mjs` and its source map, without the sources; with
 * respond's the document of the API that it serves, with console's the console itself.
 */
export function bundleFunction(name: FunctionName, folder: string): void {
  if (existsSync(BUNDLED)) {
    cpSync(join(BUNDLED, name), folder, { recursive: true });
    return;
  }
  const files = bundles.get(name) ?? bundle(name);
  bundles.set(name, files);
  mkdirSync(folder, { recursive: true });
  for (const { path, contents } of files) {
    writeFileSync(join(folder, basename(path)), contents);
  }
  if (name === 'console') {
    consoleFiles ??= buildConsole().files;
    writeConsoleFiles(consoleFiles, join(folder, 'console'));
  }
  if (name === 'respond') {
    writeFileSync(join(folder, 'openapi.json'), compact(join(PACKAGE, 'schema/openapi.json')));
  }
}

function bundle(name: FunctionName): readonly OutputFile[] {
  const { buildSync } = createRequire(import.meta.url)('esbuild') as typeof import('esbuild');
  const { outputFiles } = buildSync({
    ...BUNDLING,
    absWorkingDir: PACKAGE,
    entryPoints: [`lambdas/${name}/index.ts`],
    // The paths are those within the package, because the source map names sources relative to
    // them: so the version is the same wherever it is built.
    outfile: 'index.mjs',
    write: false,
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
  });
  return outputFiles;
}

/** JSON without its line breaks and blanks. */
function compact(file: string): string {
  return JSON.stringify(JSON.parse(readFileSync(file, 'utf8')));
}

/** The code of a function, with the config beside it. */
export function functionCode(scope: Construct, name: FunctionName, config: object): Code {
  const folder = mkdtempSync(join(tmpdir(), 'wardbell-'));
  try {
    // `cdk list` and `cdk destroy` need no code.
    if (Stack.of(scope).bundlingRequired) {
      bundleFunction(name, folder);
    }
    writeFileSync(join(folder, CONFIG_FILE), JSON.stringify(config));
    const code = Code.fromAsset(folder);
    // It is staged at once, while the folder exists.
    code.bind(scope);
    return code;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
