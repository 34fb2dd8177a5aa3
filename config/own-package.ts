import { readFileSync } from 'node:fs';

interface OwnPackage {
  readonly name: string;
  readonly version: string;
  /** The versions of the CDK that the construct supports, as ranges. */
  readonly peerDependencies: Readonly<Record<string, string>>;
}

/** The package of this command line: a clone of the repository, or the published package. */
export const OWN_PACKAGE: OwnPackage = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);
