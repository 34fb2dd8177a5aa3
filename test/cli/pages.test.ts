import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { launch } from '../support/command-line.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';

let world: TestPlatform;

beforeAll(async () => {
  world = await startTestPlatform();
  const samples = [{ subject: 'bed-1', metric: 'spo2', value: 80 }];
  await world.call('POST', '/v1/samples', { json: { samples } });
  await world.nextPage();
  await world.nextPage();
}, 60_000);

afterAll(() => world.platform.stop());

async function pages(...args: readonly string[]) {
  const { url, adminKey } = world.platform;
  const env = { WARDBELL_URL: url, WARDBELL_KEY: adminKey };
  return launch(['pages', ...args], env).ended;
}

test('the log of pages is listed in words, narrowed, and exported', async () => {
  const { out: list } = await pages('--channel', 'sms');
  expect(list).toMatch(/^TIME +TO +BY +STATUS +TRIES +OUTCOME +SERVICE +INCIDENT +WHY$/m);
  expect(list).toMatch(
    /anna +sms +sent +1 +message .+ +icu +[0-9a-f]{16}-1 +escalation_step: step 1/,
  );
  expect(list).not.toContain('email');
  const [head, ...lines] = (await pages('--person', 'anna', '--csv')).out.trim().split('\r\n');
  expect(head).toMatch(/^at,id,incident,/);
  expect(lines).toHaveLength(2);
  expect(JSON.parse((await pages('--status', 'sent', '--json')).out).pages).toHaveLength(2);
  expect((await pages('--status', 'failed')).out).toContain('No page of the kind is on record.');
  const { code, err } = await pages('--reason', 'because');
  expect([code, err]).toEqual([2, expect.stringContaining('Allowed choices are')]);
}, 60_000);
