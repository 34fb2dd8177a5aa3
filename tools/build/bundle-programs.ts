import { buildSync } from 'esbuild';

/** What stands in `dist`, by the module that it is made of. */
const PROGRAMS = {
  index: 'lib/index.ts',
  config: 'config/index.ts',
  client: 'api/client/index.ts',
  wardbell: 'bin/wardbell.ts',
};

/**
 * Makes the programs of the package, what they share in files of its own. Returns the names
 * of the packages that they import.
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
    // The oldest Node that the command line runs on.
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

/** `@aws-sdk/client-sns` of `@aws-sdk/client-sns/x`. */
function packageOf(path: string): string {
  return path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/');
}
