import { readFileSync } from 'node:fs';

interface OwnPackage {
  readonly name: string;
  readonly version: string;
  /** The CDK that the construct works with, as ranges. */
  readonly peerDependencies: Readonly<Record<string, string>>;
}

/** What this command line is a part of: a clone of the repository, or the published package. */
export const OWN_PACKAGE: OwnPackage = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);
