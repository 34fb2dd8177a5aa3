import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestPlatform, TEST_CONFIG, type TestPlatform } from '../../support/platform.ts';

const NOW = Date.UTC(2026, 10, 28, 20, 40);

let world: TestPlatform;

beforeAll(async () => {
  const night = Object.values(TEST_CONFIG.schedules).map((s) => ({ ...s, timeZone: 'Asia/Tokyo' }));
  world = await startTestPlatform({
    config: {
      ...TEST_CONFIG,
      timeZone: 'Europe/Stockholm',
      schedules: Object.fromEntries(night.map((schedule) => [schedule.id, schedule])),
    },
    clock: () => NOW,
  });
});

afterAll(() => world.platform.stop());

const silence = (span: object) =>
  world.call('POST', '/v1/silences', {
    json: { matchers: ['subject="bed-1"'], comment: 'probe change', ...span },
  });

describe('a time in a request', () => {
  test.each([
    ['2026-11-29 02:00', '2026-11-29T01:00:00Z'],
    ['2026-11-29T02:00:00', '2026-11-29T01:00:00Z'],
    ['2026-11-29T02:00:00Z', '2026-11-29T02:00:00Z'],
    ['2026-11-29T02:00:00.250+03:00', '2026-11-28T23:00:00.25Z'],
    ['02:00', '2026-11-29T01:00:00Z'],
    ['22:00', '2026-11-28T21:00:00Z'],
  ])('without an offset is in the zone of the config: %s', async (startsAt, expected) => {
    const { status, json } = await silence({ startsAt, minutes: 60 });
    expect([status, json.startsAt]).toEqual([201, expected]);
  });

  test('as an end comes after the beginning', async () => {
    const { json } = await silence({ startsAt: '22:00', endsAt: '21:00' });
    expect([json.startsAt, json.endsAt]).toEqual(['2026-11-28T21:00:00Z', '2026-11-29T20:00:00Z']);
    const [schedule] = Object.keys(TEST_CONFIG.schedules);
    const [person] = Object.keys(TEST_CONFIG.people);
    const span = { schedule, person, from: '07:00', to: '06:00' };
    const made = await world.call('POST', '/v1/overrides', { json: span });
    expect(made.json).toMatchObject({ from: '2026-11-29T06:00:00Z', to: '2026-11-30T05:00:00Z' });
  });

  test('is understood in the query, too; what is shown there by a schedule names its zone', async () => {
    const { json } = await world.call('GET', '/v1/oncall?at=2026-11-29%2002:00');
    expect(json.at).toBe('2026-11-29T01:00:00Z');
    for (const { timeZone } of json.schedules) {
      expect(timeZone).toBe('Asia/Tokyo');
    }
  });

  test.each([
    ['monday', /it must be a time such as "2026-05-04T07:00:00Z", or "2026-05-04 07:00"/],
    ['2026-02-30 07:00', /it must be a time/],
    [1_700_000_000_000, /it must be a time/],
  ])('that is none is refused, and how to write it is said: %s', async (startsAt, said) => {
    const { status, json } = await silence({ startsAt, minutes: 60 });
    expect([status, json.detail]).toEqual([400, expect.stringMatching(said)]);
  });

  test('is told in the words of a refusal with its zone', async () => {
    const { json } = await silence({ endsAt: '2026-11-28T12:00:00Z' });
    expect(json.detail).toMatch(/^It would end at 2026-11-28 13:00 CET: /);
  });
});
