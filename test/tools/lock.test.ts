import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { satisfies } from 'semver';
import { type Lock, unmet } from '../../tools/lock.ts';

const ROOT = new URL('../../', import.meta.url);
const readJson = (path: string) => JSON.parse(readFileSync(new URL(path, ROOT), 'utf8'));
const lock: Lock = readJson('package-lock.json');
const own = readJson('package.json');

/** Returns the packages other than our own that satisfy the predicate, by path. */
const those = (holds: (one: Lock['packages'][string], path: string) => boolean) =>
  Object.entries(lock.packages)
    .filter(([path, one]) => path !== '' && holds(one, path))
    .map(([path]) => path);

describe('a first npm ci', () => {
  test('warns of no package that asks for a newer Node than 20 (mend it by npm run lock)', () => {
    expect(unmet(lock)).toEqual([]);
  });

  test('warns of no package that is deprecated', () => {
    expect(those(({ deprecated }) => deprecated !== undefined)).toEqual([]);
  });

  test('warns of no package that wants to run a script, and was not decided on', () => {
    const decided = Object.keys(own.allowScripts);
    const name = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 13);
    expect(
      those((one, path) => one.hasInstallScript === true && !decided.includes(name(path))),
    ).toEqual([]);
  });

  test('says nothing of funding, of newer npms, and of audits', () => {
    const said = readFileSync(new URL('.npmrc', ROOT), 'utf8');
    for (const quiet of ['fund=false', 'update-notifier=false', 'audit=false']) {
      expect(said.split('\n')).toContain(quiet);
    }
  });
});

test('the Node that package.json brings is one that every installed package takes', () => {
  const { node } = own.devDependencies;
  const refuses = (path: string): boolean => {
    const file = new URL(`${path}/package.json`, ROOT);
    // Optional ones are for other systems than this.
    const { engines } = existsSync(file) ? readJson(`${path}/package.json`) : {};
    return !satisfies(node, engines?.node ?? '*');
  };
  expect(those((_, path) => refuses(path))).toEqual([]);
});

test('what npm would warn of is found, and only that', () => {
  const packages = {
    '': { engines: { node: '>=99' } },
    'node_modules/new': { engines: { node: '>=22.5.0' } },
    'node_modules/late': { engines: { node: '^20.19.0 || >=22.12.0' } },
    'node_modules/old': { engines: { node: '>= 10' } },
    'node_modules/any': {},
    'node_modules/optional': { optional: true, engines: { node: '>=22' } },
  };
  expect(unmet({ packages })).toEqual(['node_modules/new', 'node_modules/late']);
});
