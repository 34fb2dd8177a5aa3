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

const idIn = (out: string) => /anna-email:[0-9a-f-]{36}/.exec(out)?.[0] ?? 'none';

test('a mailbox is replaced: added, confirmed, tested, the old one removed, and what is wrong told with what to do', async () => {
  const added = await contacts('add', 'anna', 'email', 'new@example.org');
  expect(added).toMatchObject({ code: 0, err: '' });
  expect(added.out).toMatch(
    /^anna email n•••@example\.org: pending\.\nId: .*\nSNS has sent it a mail/,
  );
  const id = idIn(added.out);

  const before = await contacts('list', 'anna');
  expect(before.out).toMatch(/^PERSON +NAME +CHANNEL +ADDRESS +STATE +ID\n/);
  expect(before.out).toMatch(/anna +Anna +sms +\+15•••01 +confirmed +anna-sms:/);
  expect(before.out).toContain('To mend (1):\n- A mailbox of anna is not confirmed');

  const token = `arn:aws:sns:us-east-1:000000000000:wardbell-${id}`;
  expect((await contacts('confirm', 'anna', token)).out).toContain('confirmed.');
  const old = /a•••@example\.org +confirmed +(\S+)/.exec(before.out)?.[1] ?? 'none';
  expect((await contacts('remove', old)).out).toMatch(/^Removed a•••@example\.org/);

  const all = await contacts('list');
  expect(all.out).toMatch(/anna +Anna +email +n•••@example\.org +confirmed/);
  expect(all.out).not.toContain('To mend');
  expect(all.out).toMatch(/bo +Bo +sms +1 sqs\n/);

  const tested = await contacts('test', 'anna', '--channel', 'email');
  expect(tested.out).toContain('email: SNS has taken it.');
  expect(tested.out).toContain('Ask Anna whether it arrived');
  expect(await world.nextPage()).toMatchObject({ responder: 'anna', channel: 'email' });
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
