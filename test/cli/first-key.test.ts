import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { TABLES } from '#deployment/tables.ts';
import { createApiKey, parseApiKey } from '#http/api-key.ts';
import { isSecretOf } from '#http/secret-token.ts';
import { launch } from '../support/command-line.ts';
import { startDynalite } from '../support/dynamodb-engines.ts';
import { startStores } from '../support/dynamodb-stores.ts';

let started: Awaited<ReturnType<typeof startStores>>;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  const engine = await startDynalite();
  started = await startStores(async () => engine);
  env = {
    AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
    AWS_REGION: 'eu-north-1',
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
});

afterAll(() => started.stop());

function first(args: readonly string[], more: NodeJS.ProcessEnv = {}) {
  return launch(['keys', 'first', ...args], { HOME: '/nowhere', ...env, ...more }).ended;
}

const TABLE = ['--table', TABLES.controls.name];

describe('the first key', () => {
  test('is made though agents have theirs: only an administrator can make others', async () => {
    const { controls } = started.stores;
    const { key } = createApiKey('canary', ['samples'], 1);
    await controls.putKey(key);
    const made = await first(TABLE);
    expect([made.code, made.err]).toEqual([0, '']);
    const { id = '' } = parseApiKey(made.out.split('\n')[0] ?? '') ?? {};
    for (const stored of await controls.keys()) {
      await controls.putKey({ ...stored, revokedAt: stored.createdAt });
    }
    expect(await controls.key(id)).toMatchObject({ scopes: ['admin'] });
  }, 30_000);

  test('is shown once, works for everything, and is the only first one unless it is lost', async () => {
    const made = await first(TABLE);
    expect(made).toMatchObject({ code: 0, err: '' });
    const token = made.out.split('\n')[0] ?? '';
    const parsed = parseApiKey(token);
    const stored = (await started.stores.controls.keys()).find((key) => key.id === parsed?.id);
    if (parsed === undefined || stored === undefined) {
      throw new Error(`no key in ${made.out}`);
    }
    expect(stored).toMatchObject({
      id: parsed.id,
      name: 'first administrator',
      scopes: ['admin'],
    });
    expect(isSecretOf(stored, parsed.secret)).toBe(true);

    const refused = await first(TABLE);
    expect([refused.code, refused.out]).toEqual([4, '']);
    expect(refused.err).toMatch(
      new RegExp(`${stored.id} {2}first administrator, since 20.*--force`, 's'),
    );

    const forced = await first([...TABLE, '--force', '--json']);
    expect(parseApiKey(JSON.parse(forced.out).key)).toBeDefined();
    const keys = await started.stores.controls.keys();
    expect(keys.filter((key) => key.revokedAt === undefined)).toHaveLength(2);

    for (const key of keys) {
      await started.stores.controls.putKey({ ...key, revokedAt: 1 });
    }
    expect((await first(TABLE)).code).toBe(0);
  }, 30_000);

  test.each([
    ['no such table', ['--table', 'other'], {}, /There is no table "other" in this account/],
    [
      'a name that no table can have',
      ['--table', 'a b'],
      {},
      /"a b" cannot be the name of a table/,
    ],
    ['one of two letters', ['--table', 'ab'], {}, /at least 3 and at most 255/],
    [
      'the table of subjects',
      ['--table', 'subjects'],
      {},
      /"subjects" is not the one for controls/,
    ],
    ['the table of incidents', ['--table', 'incidents'], {}, /"incidents" is not the one/],
    [
      'no credentials',
      TABLE,
      { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
      /There are no AWS credentials here. Sign in/,
    ],
    ['no Region', TABLE, { AWS_REGION: undefined }, /Use --region, e\.g\. --region eu-north-1/],
    ['a Region that is none', [...TABLE, '--region', 'eu north'], {}, /spelt wrong/],
    [
      'nobody there',
      TABLE,
      { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1' },
      /DynamoDB cannot be reached/,
    ],
  ])('says what is missing: %s', async (_, args, more, message) => {
    const { code, out, err } = await first(args, more);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n +at /);
  });
});
