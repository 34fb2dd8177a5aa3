import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DAY } from '#core/time/instant.ts';
import { launch } from '../support/command-line.ts';
import { below, hospital } from '../support/config.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';

const inPercent = { name: 'unit', op: '=', value: '%' } as const;

let world: TestPlatform;

beforeAll(async () => {
  const rules = [below('spo2', 88, { matchers: [inPercent] }), below('temperature', 30)];
  world = await startTestPlatform({ config: hospital({ rules }) });
});

afterAll(() => world.platform.stop());

async function subjects(...args: readonly string[]) {
  const { url, adminKey } = world.platform;
  const env = { WARDBELL_URL: url, WARDBELL_KEY: adminKey };
  return (await launch(['subjects', ...args], env).ended).out;
}

const post = (...samples: readonly object[]) =>
  world.call('POST', '/v1/samples', { json: { samples } });

describe('what no rule reads', () => {
  test('is shown with the subject that sends it, and with what was probably meant', async () => {
    await post(
      { subject: 'bed-1', metric: 'spo2', value: 97, unit: 'percent' },
      { subject: 'bed-1', metric: 'spo2', value: 80, unit: '%' },
      { subject: 'bed-2', metric: 'sp02', value: 97, unit: '%' },
      { subject: 'node-1', metric: 'go_goroutines', value: 97 },
    );
    const shown = await subjects('show', 'bed-1');
    expect(shown).toMatch(/^spo2-low +spo2 +firing +critical .* 80 %$/m);
    expect(shown).toMatch(/^spo2 +percent +rules on the metric read the unit % +bed-1/m);
    expect(shown).not.toContain('sp02');
    const unread = await subjects('unread');
    expect(unread).toMatch(/^sp02 +% +no rule reads the metric; did you mean "spo2"\? +bed-2/m);
    expect(unread).not.toContain('goroutines');
    expect(await subjects('show', 'bed-9')).toMatch(/^Nothing is remembered of bed-9/);
    expect(JSON.parse(await subjects('show', 'bed-2', '--json'))).toMatchObject({
      subject: 'bed-2',
      series: [],
      unread: [{ metric: 'sp02', unit: '%', subjects: ['bed-2'] }],
      unreadOfOthers: [],
      more: false,
    });
  }, 30_000);

  test('stands beside the metrics of the rules that nobody has sent for a day', async () => {
    await world.platform.tick();
    expect((await world.call('GET', '/v1/unread')).json.unsent).toEqual([]);
    world.putForward(DAY);
    await post({ subject: 'bed-1', metric: 'spo2', value: 97, unit: '%' });
    const unread = await subjects('unread');
    expect(unread).toMatch(/^Nothing is sent that looks as if a rule should read it\./);
    expect(unread).toMatch(/^temperature +temperature-low +never, since \S+ \S+ UTC$/m);
  }, 30_000);

  test('is answered to whoever may read, and says nothing of items of our own', async () => {
    const denied = await world.call('GET', '/v1/unread', { key: await world.key('samples') });
    expect(denied.status).toBe(403);
    const { json } = await world.call('GET', '/v1/subjects/wardbell%3Aunread');
    expect(json).toMatchObject({ series: [], unread: [] });
  });
});

test('a subject that is well shows its last values, with labels and when they were measured', async () => {
  const trends = { keep: DAY };
  const other = await startTestPlatform({
    config: hospital({ rules: [below('spo2', 88)], config: { trends } }),
  });
  const labels = { ward: 'east', site: 'ear' };
  const samples = [{ subject: 'bed-1', metric: 'spo2', value: 97, unit: '%', labels }];
  await other.call('POST', '/v1/samples', { json: { samples } });
  const { url, adminKey } = other.platform;
  const env = { WARDBELL_URL: url, WARDBELL_KEY: adminKey };
  const { out } = await launch(['subjects', 'show', 'bed-1'], env).ended;
  await other.platform.stop();
  expect(out).not.toContain('Nothing is remembered');
  expect(out).toMatch(/^spo2 +ward=east, site=ear +97 % +\S+ \S+ UTC$/m);
}, 30_000);
