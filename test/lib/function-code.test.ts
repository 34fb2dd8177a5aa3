import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { CANARY_TOPIC } from '#config/deployable.ts';
import { CONSOLE_ROOT, readConsoleFiles } from '#console/files.ts';
import { FUNCTIONS } from '#deployment/functions.ts';
import { Wardbell } from '../../lib/wardbell.ts';
import { EXAMPLE, exampleWith, resourcesOf, sorted, testApp } from './synth.ts';

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
    expect(first.assets).toHaveLength(Object.keys(FUNCTIONS).length);
    for (const asset of first.assets) {
      const beside = ['openapi.json', 'console', 'unicode-tables.json'];
      const files = readdirSync(asset).filter((name) => !beside.includes(name));
      expect(sorted(files)).toEqual(['config.json', 'index.mjs', 'index.mjs.map']);
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
