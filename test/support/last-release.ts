import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { dynamodbStores } from '#adapters/dynamodb/stores.ts';
import type { sqliteStores } from '#adapters/sqlite/stores.ts';
import type { PlatformCode } from './platform-code.ts';

/** A released version as it is kept in `test/golden/`: what it does, and how it stores. */
export interface Release {
  readonly code: PlatformCode;
  readonly sqliteStores: typeof sqliteStores;
  readonly dynamodbStores: typeof dynamodbStores;
}

const GOLDEN = join(import.meta.dirname, '..', 'golden');

/** The released versions of which something is kept, oldest first. */
export const RELEASES: readonly string[] = readdirSync(GOLDEN)
  .filter((name) => /^\d+\.\d+\.\d+$/.test(name))
  .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));

/** Returns the folder with what is kept of a released version. */
export function goldenFolder(version: string): string {
  return join(GOLDEN, version);
}

/** Returns the version that was released last, which runs beside this one during a rollout. */
export async function lastRelease(): Promise<Release> {
  const version = RELEASES.at(-1);
  if (version === undefined) {
    throw new Error(`There is no released version in ${GOLDEN}: see the README there.`);
  }
  return (await import(join(goldenFolder(version), 'released.js'))) as Release;
}
