import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { CANARY_TOPIC } from '#config/deployable.ts';
import { CONSOLE_ROOT } from '#console/addresses.ts';
import { readConsoleFiles } from '#console/files.ts';
import { FUNCTIONS, type FunctionName } from '#deployment/functions.ts';
import { bundleEnvironment } from '../../bench/bundles.ts';
import { bundleFunction } from '../../lib/function-code.ts';
import { Wardbell } from '../../lib/wardbell.ts';
import { DEPLOYED, EXAMPLE, exampleWith, resourcesOf, sorted, testApp } from './synth.ts';

/** docs/decisions/0007-bundles.md. */
const LARGEST_KB = 600;

/**
 * Returns the assets of a deployment of the config, each with its files, and the versions of its
 * functions.
 */
function built(config: string, stacks: readonly string[] = ['**']) {
  const app = testApp({ 'aws:cdk:bundling-stacks': stacks });
  const stack = new Stack(app, 'Test');
  new Wardbell(stack, 'Wardbell', { config, name: 'ward' });
  const { directory } = app.synth();
  const assets = readdirSync(directory)
    .filter((name) => name.startsWith('asset.'))
    .map((name) => join(directory, name));
  const { of } = resourcesOf(stack);
  return {
    assets,
    keys: of('Lambda::Function').map(({ Properties }) => Properties.Code.S3Key),
    versions: of('Lambda::Version').map(({ id }) => id),
  };
}

const first = built(EXAMPLE);
const read = (asset: string, name: string) => readFileSync(join(asset, name), 'utf8');

describe("a function's code", () => {
  test('is a bundle of its own, with the config beside it', () => {
    expect(first.assets).toHaveLength(DEPLOYED.length);
    for (const asset of first.assets) {
      const beside = ['openapi.json', 'console', 're2.cjs', 're2.cjs.map'];
      const files = readdirSync(asset).filter((name) => !beside.includes(name));
      expect(sorted(files)).toEqual(['config.json', 'index.mjs', 'index.mjs.map']);
    }
  });

  test('has the library of regular expressions beside it where it reads that', () => {
    const has = (asset: string) => existsSync(join(asset, 're2.cjs'));
    expect(first.assets.filter(has).length).toBeGreaterThan(1);
    for (const asset of first.assets) {
      expect(has(asset)).toBe(read(asset, 'index.mjs').includes('re2.cjs'));
    }
  });

  test('has the document of the API beside it where it serves that', () => {
    const serving = first.assets.filter((asset) => readdirSync(asset).includes('openapi.json'));
    expect(serving.map((asset) => JSON.parse(read(asset, 'openapi.json')).openapi)).toEqual([
      '3.1.0',
    ]);
  });

  test('has the console beside it where it serves that', () => {
    const serving = first.assets.filter((asset) => readdirSync(asset).includes('console'));
    expect(serving).toHaveLength(1);
    const [shell, ...others] = readConsoleFiles(join(serving[0] ?? '', 'console'));
    expect(shell).toMatchObject({ path: CONSOLE_ROOT, immutable: false });
    expect(others.every(({ immutable }) => immutable)).toBe(true);
  });

  test('knows no number and no mailbox, but who has which, and the canary', () => {
    expect(readFileSync(EXAMPLE, 'utf8')).toMatch(/\+15550100101.*anna\.lind@example\.org/u);
    for (const asset of first.assets) {
      const config = read(asset, 'config.json');
      expect(config).not.toMatch(/\+\d{6}|\w@\w/u);
      const { people } = JSON.parse(config);
      expect(people.anna).toMatchObject({ channels: ['sms', 'email'], contacts: {} });
      expect(people[CANARY_TOPIC.responder].channels).toEqual([CANARY_TOPIC.channel]);
    }
  });

  test('names its sources from the package, so that it is the same wherever it is built', () => {
    for (const asset of first.assets) {
      const { sources, sourcesContent } = JSON.parse(read(asset, 'index.mjs.map'));
      expect(sources).toContain('runtime/log.ts');
      expect(
        sources.filter(
          (source: string) =>
            !/^(?:lambdas|api|console|protocols|http|runtime|deployment|core|usecases|adapters|config|node_modules)\//u.test(
              source,
            ),
        ),
      ).toEqual([]);
      expect(sourcesContent).toBeUndefined();
    }
  });
});

describe('each bundle', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wardbell-bundles-'));
  const env = bundleEnvironment(folder);
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(Object.keys(FUNCTIONS) as FunctionName[])(
    'starts, and is no larger than its budget: %s',
    (name) => {
      bundleFunction(name, join(folder, name));
      const file = join(folder, name, 'index.mjs');
      expect(statSync(file).size / 1024).toBeLessThanOrEqual(LARGEST_KB);
      const script = `import(${JSON.stringify(pathToFileURL(file).href)}).then(({ handler }) => { console.log(typeof handler); process.exit(0); })`;
      const told = execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', env });
      expect(told.trim()).toBe('function');
    },
    60_000,
  );
});

test('is not built for a command that looks at no code, such as `cdk destroy`', () => {
  const { assets } = built(EXAMPLE, []);
  expect(assets.flatMap((asset) => readdirSync(asset))).toEqual(['config.json']);
});

describe('versions', () => {
  test('stay as they are while nothing changes', () => {
    const again = built(EXAMPLE);
    expect([again.keys, again.versions]).toEqual([first.keys, first.versions]);
  });

  test('are new for every function when the config changes', () => {
    const changed = built(exampleWith((text) => text.replace('Anna Lind', 'Anna Lindh')));
    for (const key of changed.keys) {
      expect(first.keys).not.toContain(key);
    }
    for (const version of changed.versions) {
      expect(first.versions).not.toContain(version);
    }
  });
});
