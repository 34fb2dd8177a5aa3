import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { BUNDLING, MINIFYING } from '#deployment/bundling.ts';
import { TABLES_FILE, withoutTables } from './unicode-tables.ts';
import { withoutUnusedErrors } from './unregistered-errors.ts';

export const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

/** The files of a bundle, by their names. */
export type Bundle = Readonly<Record<string, string | Uint8Array>>;

let parted: ReturnType<typeof withoutTables> | undefined;

/**
 * Bundles a module of the package with all that it imports: `index.mjs`, its source map, without
 * the sources, and the tables of Unicode if it has regular expressions.
 */
export function bundle(entry: string): Bundle {
  parted ??= withoutTables(PACKAGE);
  const { code, map } = minified(joined(entry, parted.file));
  return {
    'index.mjs': `${code}\n//# sourceMappingURL=index.mjs.map\n`,
    'index.mjs.map': map,
    ...(code.includes(TABLES_FILE) && { [TABLES_FILE]: JSON.stringify(parted.tables) }),
  };
}

interface Code {
  readonly code: string;
  readonly map: string;
}

/** A development dependency: the published package comes with its functions bundled. */
const require = createRequire(import.meta.url);

/** Joins the modules to one, and leaves out what none of them uses. */
function joined(entry: string, re2js: string): Code {
  const { buildSync } = require('esbuild') as typeof import('esbuild');
  const { outputFiles } = buildSync({
    ...BUNDLING,
    alias: { ...BUNDLING.alias, re2js },
    absWorkingDir: PACKAGE,
    entryPoints: [entry],
    // The paths are those within the package, because the source map names sources relative to
    // them: so the version is the same wherever it is built.
    outfile: 'index.mjs',
    write: false,
    sourcemap: 'external',
    sourcesContent: false,
    logLevel: 'warning',
  });
  const textOf = (ending: string) =>
    outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return { code: withoutUnusedErrors(textOf('.mjs')), map: textOf('.map') };
}

/**
 * Minifies a bundle. Oxc finds more that nothing uses than esbuild does: the SDK's clients name the
 * parts of all of their operations by computed keys.
 */
function minified({ code, map }: Code): Code {
  const { minifySync } = require('oxc-minify') as typeof import('oxc-minify');
  const remap = require('@jridgewell/remapping') as typeof import('@jridgewell/remapping').default;
  const made = minifySync('index.mjs', code, { module: true, sourcemap: true, ...MINIFYING });
  if (made.errors.length > 0 || made.map === undefined) {
    const why = made.errors.map(({ message }) => message).join('; ');
    throw new Error(`The bundle could not be minified: ${why || 'it has no source map'}.`);
  }
  const both = [JSON.stringify(made.map), map];
  const whole = remap(both, () => null, { excludeContent: true });
  return { code: made.code, map: whole.toString() };
}
