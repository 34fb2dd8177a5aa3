import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUNDLING } from '#deployment/bundling.ts';
import { TABLES_FILE, withoutTables } from './unicode-tables.ts';

export const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

/** The files of a bundle, by their names. */
export type Bundle = Readonly<Record<string, string | Uint8Array>>;

let parted: ReturnType<typeof withoutTables> | undefined;

/**
 * Bundles a module of the package with all that it imports: `index.mjs`, its source map, without
 * the sources, and the tables of Unicode if it has regular expressions.
 */
export function bundle(entry: string): Bundle {
  const { buildSync } = createRequire(import.meta.url)('esbuild') as typeof import('esbuild');
  parted ??= withoutTables(PACKAGE);
  const { outputFiles } = buildSync({
    ...BUNDLING,
    alias: { ...BUNDLING.alias, re2js: parted.file },
    absWorkingDir: PACKAGE,
    entryPoints: [entry],
    // The paths are those within the package, because the source map names sources relative to
    // them: so the version is the same wherever it is built.
    outfile: 'index.mjs',
    write: false,
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
  });
  const hasTables = outputFiles.some(({ text }) => text.includes(TABLES_FILE));
  return {
    ...Object.fromEntries(outputFiles.map(({ path, contents }) => [basename(path), contents])),
    ...(hasTables && { [TABLES_FILE]: JSON.stringify(parted.tables) }),
  };
}
