import { readFileSync } from 'node:fs';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

/**
 * Packages that need Node 22. Only the one-machine platform uses them; npm omits them on older
 * versions.
 */
const ON_ONE_MACHINE = ['@middy/core', 'fauxqs', 'oauth2-mock-server'];

/** Returns the published package.json, from the repository's and from what the programs import. */
export function manifest(imported: readonly string[]): object {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { name, version, description, license, dependencies, peerDependencies }: Manifest =
    JSON.parse(text);
  const at = (names: readonly string[]) =>
    Object.fromEntries(names.map((one) => [one, dependencies[one]]));
  const peers = Object.keys(peerDependencies);
  return {
    name,
    version,
    description,
    license,
    type: 'module',
    engines: { node: '>=20' },
    bin: { wardbell: 'dist/wardbell.js' },
    exports: {
      '.': { types: './types/lib/index.d.ts', default: './dist/index.js' },
      './config': { types: './types/config/index.d.ts', default: './dist/config.js' },
      './client': { types: './types/api/client/index.d.ts', default: './dist/client.js' },
      './schema.json': './schema/wardbell.schema.json',
      './package.json': './package.json',
    },
    // The declarations import each other by the repository's aliases.
    imports: { '#*.ts': { types: './types/*.d.ts' } },
    dependencies: at(imported.filter((one) => ![...peers, ...ON_ONE_MACHINE].includes(one))),
    optionalDependencies: at(ON_ONE_MACHINE),
    peerDependencies,
    // The command line needs neither of them.
    peerDependenciesMeta: Object.fromEntries(peers.map((one) => [one, { optional: true }])),
  };
}
