import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { buildConsole } from '#console/build.ts';
import { type ConsoleFile, writeConsoleFiles } from '#console/files.ts';
import type { FunctionName } from '#deployment/functions.ts';
import { type Bundle, bundle, PACKAGE } from './bundle.ts';

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
const bundles = new Map<FunctionName, Bundle>();
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
  const files = bundles.get(name) ?? bundle(`lambdas/${name}/index.ts`);
  bundles.set(name, files);
  mkdirSync(folder, { recursive: true });
  for (const [file, contents] of Object.entries(files)) {
    writeFileSync(join(folder, file), contents);
  }
  if (name === 'console') {
    consoleFiles ??= buildConsole().files;
    writeConsoleFiles(consoleFiles, join(folder, 'console'));
  }
  if (name === 'respond') {
    writeFileSync(join(folder, 'openapi.json'), compact(join(PACKAGE, 'schema/openapi.json')));
  }
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
