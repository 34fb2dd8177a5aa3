import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { below } from '../../support/config.ts';
import { startTestPlatform, TEST_CONFIG, type TestPlatform } from '../../support/platform.ts';

let world: TestPlatform;

beforeAll(async () => {
  const rules = [
    below('spo2', 88, { condition: { kind: 'below', limit: 88, clear: 90 } }),
    below('hr', 40, { for: MINUTE, window: { breaches: 2, of: 3 } }),
    below('temp', 35, { matchers: [{ name: 'ward', op: '=', value: 'west' }] }),
  ];
  world = await startTestPlatform({ config: { ...TEST_CONFIG, rules } });
  const labels = { ward: 'east' };
  const samples = [
    { subject: 'bed-1', metric: 'spo2', unit: '%', value: 80, labels },
    { subject: 'bed-2', metric: 'spo2', value: 95 },
  ];
  await world.call('POST', '/v1/samples', { json: { samples } });
});
afterAll(() => world.platform.stop());

const subjectOf = async (id: string) => (await world.call('GET', `/v1/subjects/${id}`)).json;

describe('a subject', () => {
  test('tells what each rule has made of it, with the value and its time', async () => {
    const { state, alerts, severity, labels, services, series } = await subjectOf('bed-1');
    expect({ state, alerts, severity, labels, services }).toEqual({
      ...{ state: 'firing', alerts: 1, severity: 'critical' },
      ...{ labels: { ward: 'east' }, services: ['icu'] },
    });
    expect(series).toMatchObject([
      { rule: 'spo2-low', phase: 'firing', value: 80, unit: '%', valueAt: series[0].since },
    ]);
  });

  test('tells the rules that may read it, with their conditions as data and in words', async () => {
    const { rules } = await subjectOf('bed-1');
    expect(rules).toMatchObject([
      {
        rule: 'spo2-low',
        condition: 'below 88',
        limit: { kind: 'below', limit: 88, clear: 90 },
      },
      { rule: 'hr-low', forSeconds: 60, window: { breaches: 2, of: 3 } },
    ]);
  });

  test('of which nothing is stored is well as far as is known', async () => {
    expect(await subjectOf('bed-2')).toMatchObject({
      ...{ subject: 'bed-2', state: 'healthy', alerts: 0, series: [], silences: [] },
      rules: [{ rule: 'spo2-low' }, { rule: 'hr-low' }, { rule: 'temp-low' }],
    });
  });

  test('tells the silences that cover an alert which it has or may come to have', async () => {
    const silence = (matcher: string) =>
      world.call('POST', '/v1/silences', {
        json: { matchers: [matcher], minutes: 30, comment: 'cables' },
      });
    await silence('ward="east"');
    await silence('rule="hr-low"');
    await silence('subject="bed-2"');
    const { silences, silencedUntil } = await subjectOf('bed-1');
    const matchers = silences.map((one: { matchers: string[] }) => one.matchers.join());
    expect(matchers.sort()).toEqual(['rule="hr-low"', 'ward="east"']);
    expect(silencedUntil).toMatch(/Z$/u);
    const { json } = await world.call('GET', '/v1/subjects');
    expect(json.subjects).toMatchObject([{ subject: 'bed-1', silencedUntil }]);
  });

  test('is listed without the time of its newest sample where screens ask', async () => {
    const [noted, unnoted] = await Promise.all(
      ['', '?times=none'].map(
        async (query) => (await world.call('GET', `/v1/subjects${query}`)).json,
      ),
    );
    const { notedAt, ...rest } = noted.subjects[0];
    expect(notedAt).toMatch(/Z$/u);
    expect(unnoted.subjects).toEqual([rest]);
  });

  test('that is looked at again and again is one look in ten minutes', async () => {
    const looks = async () => {
      const { json } = await world.call('GET', '/v1/audit?action=subject.look&subject=bed-3');
      return json.entries.length;
    };
    const watch = async (minutes: number) => {
      for (let tenth = 0; tenth < minutes * 6; tenth++) {
        await subjectOf('bed-3');
        world.putForward(10 * SECOND);
      }
    };
    await watch(9);
    expect(await looks()).toBe(1);
    await watch(2);
    expect(await looks()).toBe(2);
  });
});
