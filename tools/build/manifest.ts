import { readFileSync } from 'node:fs';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** What whoever uses the construct has already. */
const PEERS = ['aws-cdk-lib', 'constructs'];

/** Need Node 22, and only the platform on one machine needs them; with less npm leaves them out. */
const ON_ONE_MACHINE = ['@middy/core', '@middy/http-router', 'fauxqs'];

/** The package.json of what is published, by that of the repository and what its programs import. */
export function manifest(imported: readonly string[]): object {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { name, version, description, license, dependencies, devDependencies }: Manifest =
    JSON.parse(text);
  const versions = { ...dependencies, ...devDependencies };
  const at = (names: readonly string[], range = '') =>
    Object.fromEntries(names.map((one) => [one, `${range}${versions[one]}`]));
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
      './schema.json': './schema/wardbell.schema.json',
      './package.json': './package.json',
    },
    // The declarations name each other as the modules of the repository do.
    imports: { '#*.ts': { types: './types/*.d.ts' } },
    dependencies: at(imported.filter((one) => ![...PEERS, ...ON_ONE_MACHINE].includes(one))),
    optionalDependencies: at(ON_ONE_MACHINE),
    peerDependencies: at(PEERS, '^'),
    peerDependenciesMeta: Object.fromEntries(PEERS.map((one) => [one, { optional: true }])),
  };
}
