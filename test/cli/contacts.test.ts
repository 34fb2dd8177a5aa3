import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { launch } from '../support/command-line.ts';
import { hospital, person } from '../support/config.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';

let world: TestPlatform;

beforeAll(async () => {
  const anna = {
    ...person('anna', ['sms', 'email']),
    contacts: { sms: '+15550100101', email: 'anna@example.org' },
  };
  world = await startTestPlatform({ config: hospital({ people: [anna] }) });
});

afterAll(() => world.platform.stop());

function contacts(...args: readonly string[]) {
  const { url, adminKey } = world.platform;
  return launch(['contacts', ...args], { WARDBELL_URL: url, WARDBELL_KEY: adminKey }).ended;
}

const NOTHING_LEAVES = 'This platform runs on one machine: no SMS and no mail leaves it';

test('on one machine a mailbox is replaced: added and tested, the old one removed, and it is said that no mail leaves', async () => {
  const added = await contacts('add', 'anna', 'email', 'new@example.org');
  expect(added).toMatchObject({ code: 0, err: '' });
  expect(added.out).toMatch(
    /^anna email n•••@example\.org: confirmed\.\nId: .*\nThis platform runs on one machine/,
  );
  expect(added.out).not.toContain('a mail with a link');

  const before = await contacts('list', 'anna');
  expect(before.out).toMatch(/^PERSON +NAME +CHANNEL +ADDRESS +STATE +ID\n/);
  expect(before.out).toMatch(/anna +Anna +sms +\+15•••01 +confirmed +anna-sms:/);
  expect(before.out).toContain(NOTHING_LEAVES);
  const old = /a•••@example\.org +confirmed +(\S+)/.exec(before.out)?.[1] ?? 'none';
  expect((await contacts('remove', old)).out).toMatch(/^Removed a•••@example\.org/);

  const all = await contacts('list');
  expect(all.out).toMatch(/anna +Anna +email +n•••@example\.org +confirmed/);
  expect(all.out).toMatch(/bo +Bo +sms +shown here alone\n/);
  expect(all.out).not.toContain('sqs');

  const tested = await contacts('test', 'anna', '--channel', 'email');
  expect(tested.out).toContain(`email: shown on this machine alone.\n${NOTHING_LEAVES}`);
  expect(await world.nextPage()).toMatchObject({ responder: 'anna', channel: 'email' });
}, 60_000);

test('on one machine somebody without contacts is paged, and nothing says otherwise', async () => {
  for (const { code, out } of [await contacts('list', 'bo'), await contacts('test', 'bo')]) {
    expect(code).toBe(0);
    expect(out).not.toMatch(/To mend|No page reaches|nobody/);
    expect(out).toContain('appears where it was started, and under Phones in its console');
  }
  expect(await world.nextPage()).toMatchObject({ responder: 'bo', channel: 'sms' });
}, 60_000);

test.each([
  ['a person misspelt', 3, ['add', 'ana', 'sms', '+15550100102'], /Did you mean "anna"/],
  ['a link that is none', 2, ['confirm', 'anna', 'https://example.org'], /holds no token/],
  ['an id that is none', 3, ['remove', 'anna'], /no contact "anna".*contacts list/],
])(
  'a command about contacts says on standard error what to do: %s',
  async (_, ended, args, message) => {
    const { code, out, err } = await contacts(...args);
    expect([code, out]).toEqual([ended, '']);
    expect(err).toMatch(message);
  },
);
