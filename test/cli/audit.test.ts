import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { launch } from '../support/command-line.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';

let world: TestPlatform;

beforeAll(async () => {
  world = await startTestPlatform();
  const silence = { matchers: ['subject=bed-9'], minutes: 30, comment: 'x', by: 'anna' };
  await world.call('POST', '/v1/silences', { json: silence });
  await world.call('GET', '/v1/subjects/bed-7');
}, 60_000);

afterAll(() => world.platform.stop());

async function audit(...args: readonly string[]) {
  const { url, adminKey } = world.platform;
  const env = { WARDBELL_URL: url, WARDBELL_KEY: adminKey };
  return (await launch(['audit', ...args], env).ended).out;
}

test('the audit trail is listed in words, narrowed, and exported', async () => {
  const list = await audit('--person', 'anna');
  expect(list).toMatch(/^TIME +WHO +WHAT +OF +SUBJECTS +OUTCOME +FROM$/m);
  expect(list).toMatch(/anna, by key local administrator +set a silence +\S+ +bed-9 +done/);
  expect(list).not.toContain('looked at a subject');
  const [head, line, ...more] = (await audit('--subject', 'bed-7', '--csv')).trim().split('\r\n');
  expect(head).toMatch(/^at,id,with,by,/);
  expect([line?.includes('subject.look'), more]).toEqual([true, []]);
  const jsonl = (await audit('--action', 'silence', '--jsonl')).trim().split('\n');
  expect(jsonl.map((one) => JSON.parse(one).action)).toEqual(['silence.set']);
  expect(await audit('--person', 'nobody-here')).toContain('Nothing of the kind is on record.');
}, 60_000);
