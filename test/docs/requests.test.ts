import { parseArgs } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BLOCKS, type Example, INLINE } from '../support/documents.ts';
import { BACKUP_UUID, WITH_HEARTBEATS } from '../support/heartbeats.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';
import { watched } from '../support/record-access.ts';
import { EXAMPLE_KEY, EXAMPLE_URL, recordShell } from '../support/recorded-shell.ts';

let world: TestPlatform;

beforeAll(async () => {
  world = await startTestPlatform({ config: { ...WITH_HEARTBEATS, ...watched('icu') } });
});

afterAll(() => world.platform.stop());

/** What curl is told that decides what it sends; of the rest only that curl has it. */
const CURL = {
  header: { type: 'string', short: 'H', multiple: true },
  data: { type: 'string', short: 'd' },
  request: { type: 'string', short: 'X' },
  fail: { type: 'boolean', short: 'f' },
  silent: { type: 'boolean', short: 's' },
  'show-error': { type: 'boolean', short: 'S' },
  include: { type: 'boolean', short: 'i' },
  'max-time': { type: 'string', short: 'm' },
  retry: { type: 'string' },
  output: { type: 'string', short: 'o' },
} as const;

/** Returns the text with placeholders replaced. */
const inPlace = (text: string) =>
  text
    .replaceAll('https://…', EXAMPLE_URL)
    .replaceAll('<uuid>', BACKUP_UUID)
    .replaceAll(/<a key with[^>]*>/g, EXAMPLE_KEY);

const requests = (examples: readonly Example[]) =>
  recordShell(examples.map(({ text }) => inPlace(text))).flatMap(({ commands }, index) =>
    commands
      .filter(({ name }) => name === 'curl')
      .map(({ args }) => ({ at: examples[index]?.at, args })),
  );

/** Sends what curl would send; the address and the key are those of the platform of this test. */
async function send(args: readonly string[]): Promise<string> {
  const { values, positionals } = parseArgs({ args, options: CURL, allowPositionals: true });
  const [url = '', ...more] = positionals;
  expect([url.slice(0, EXAMPLE_URL.length), more]).toEqual([EXAMPLE_URL, []]);
  const key = await world.key(scopeFor(url));
  const withKey = (text: string) => text.replaceAll(EXAMPLE_KEY, key);
  const headers = (values.header ?? []).map((line) => withKey(line).split(/: */));
  const body = values.data && withKey(values.data);
  if (body !== undefined) {
    headers.unshift(['content-type', 'application/x-www-form-urlencoded']);
  }
  const method = values.request ?? (body === undefined ? 'GET' : 'POST');
  const { status, text } = await world.call(method, withKey(url.slice(EXAMPLE_URL.length)), {
    key: null,
    headers: Object.fromEntries(
      headers.map(([name = '', value = '']) => [name.toLowerCase(), value]),
    ),
    ...(body !== undefined && { body }),
  });
  return `${status} ${text}`;
}

/** Returns the smallest scope that allows the request. */
function scopeFor(url: string) {
  if (/\/v1\/subjects\//.test(url)) {
    return 'read';
  }
  return /\/v1\/(silences|overrides|incidents)/.test(url) ? 'respond' : 'samples';
}

/** Whether the request is an example of the API, which test/tools/openapi sends in order. */
const isOfApi = ({ at }: Example) => at.startsWith('docs/api.md');
/**
 * Whether the request is for the route of the guide, which write-a-door.test.ts builds and tests.
 */
const isOfGuide = ({ at }: Example) => at.startsWith('docs/write-a-door.md');

const CALLS = requests(
  [...BLOCKS, ...INLINE].filter(
    (one) => /\bcurl /.test(one.text) && !isOfApi(one) && !isOfGuide(one),
  ),
);

describe('every request that a document makes with curl', () => {
  test.each(CALLS)('is taken as it stands there: $at', async ({ args }) => {
    expect(await send(args)).toMatch(/^20[0-24] (?!.*"rejected":[1-9])/s);
  });

  test('would be found out, were it refused', async () => {
    expect(await send([`${EXAMPLE_URL}/v1/sample`, '-d', '{}'])).toMatch(/^404/);
    await expect(send([`${EXAMPLE_URL}/v1/health`, '--fial'])).rejects.toThrow(/--fial/);
  });
});
