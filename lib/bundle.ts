import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { BuildOptions } from 'esbuild';
import { BUNDLING, MINIFYING } from '#deployment/bundling.ts';
import { withoutUnusedErrors } from './unregistered-errors.ts';

export const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

/** The files of a bundle, by their names. */
export type Bundle = Readonly<Record<string, string | Uint8Array>>;

/** Where `deployment/stand-ins/re2.ts` expects RE2's library, beside a bundle. */
const EXPRESSIONS = 're2.cjs';

let expressions: Bundle | undefined;

/**
 * Bundles a module of the package with all that it imports: `index.mjs`, its source map, without
 * the sources, and RE2's library if it has regular expressions.
 */
export function bundle(entry: string): Bundle {
  const code = minified(joined(entry));
  const files = withMap('index.mjs', code);
  return code.code.includes(EXPRESSIONS) ? { ...files, ...libraryOfExpressions() } : files;
}

/** Bundles it as the kind of module that `require` reads at once, without its stand-in. */
function libraryOfExpressions(): Bundle {
  const as = { format: 'cjs', alias: {}, banner: {} } as const;
  expressions ??= withMap(EXPRESSIONS, minified(joined('re2js', as)));
  return expressions;
}

interface Code {
  readonly code: string;
  readonly map: string;
}

function withMap(name: string, { code, map }: Code): Bundle {
  return { [name]: `${code}\n//# sourceMappingURL=${name}.map\n`, [`${name}.map`]: map };
}

/** A development dependency: the published package comes with its functions bundled. */
const require = createRequire(import.meta.url);

/** Joins the modules to one, and leaves out what none of them uses. */
function joined(entry: string, otherwise: BuildOptions = {}): Code {
  const { buildSync } = require('esbuild') as typeof import('esbuild');
  const { outputFiles } = buildSync({
    ...BUNDLING,
    ...otherwise,
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
