import { buildSync } from 'esbuild';

/** Entry points in `dist`, by the module each is built from. */
const PROGRAMS = {
  index: 'lib/index.ts',
  config: 'config/index.ts',
  client: 'api/client/index.ts',
  wardbell: 'bin/wardbell.ts',
};

/**
 * Bundles the programs of the package, with shared code in chunks. Returns the names of the
 * packages that they import.
 */
export function bundlePrograms(root: string, folder: string): readonly string[] {
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: PROGRAMS,
    outdir: folder,
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    // This is the oldest Node that the command line supports.
    target: 'node20',
    inject: ['tools/build/group-by.ts'],
    define: { 'Map.groupBy': 'mapGroupBy', 'Object.groupBy': 'objectGroupBy' },
    format: 'esm',
    chunkNames: 'shared-[hash]',
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    logLevel: 'warning',
  });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  const packages = imports.filter(({ external, path }) => external && !path.startsWith('node:'));
  return [...new Set(packages.map(({ path }) => packageOf(path)))].sort();
}

/** Returns the package of an import path: `@aws-sdk/client-sns` for `@aws-sdk/client-sns/x`. */
function packageOf(path: string): string {
  return path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/');
}
