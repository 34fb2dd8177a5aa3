import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DAY } from '#core/time/instant.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';

let world: TestPlatform;

beforeAll(async () => {
  world = await startTestPlatform();
  const samples = [{ subject: 'bed-1', metric: 'spo2', value: 80, labels: { ward: 'icu-1' } }];
  await world.call('POST', '/v1/samples', { json: { samples } });
  await world.nextPage();
});

afterAll(() => world.platform.stop());

const silence = (...matchers: readonly string[]) =>
  world.call('POST', '/v1/silences', { json: { matchers, minutes: 5, comment: 'x' } });

describe('the answer to a new silence', () => {
  test('says how much it covers now', async () => {
    const { status, json } = await silence('ward="icu-1"');
    expect([status, json.covers, json.warnings]).toEqual([
      201,
      { alerts: 1, incidents: 1 },
      undefined,
    ]);
  });

  test('warns of what nothing has, and makes it all the same', async () => {
    const { status, json } = await silence('wrad="icu-1"', 'severity="hgh"');
    expect([status, json.covers]).toEqual([201, { alerts: 0, incidents: 0 }]);
    expect(json.warnings).toEqual([
      expect.stringContaining('Did you mean "ward"?'),
      expect.stringContaining('there is no severity "hgh"'),
    ]);
  });

  test('refuses what contradicts itself', async () => {
    const { status, json } = await silence('ward="icu-1"', 'ward=~"icu-2|icu-3"');
    expect([status, json.detail]).toEqual([400, expect.stringContaining('cannot both hold')]);
  });

  test("warns Alertmanager's clients in a header, as it does those who filter", async () => {
    const posted = await world.call('POST', '/api/v2/silences', {
      json: {
        matchers: [{ name: 'wärd', value: 'icu-1' }],
        endsAt: new Date(Date.now() + DAY).toISOString(),
        createdBy: 'bo',
        comment: 'moving',
      },
    });
    expect(posted.json).toEqual({ silenceID: expect.any(String) });
    expect(posted.headers.get('wardbell-warning')).toMatch(/has this label\. Did you mean "ward"/);
    const asked = await world.call('GET', '/api/v2/alerts?filter=severity%3D%22hgh%22');
    expect([asked.json, asked.headers.get('wardbell-warning')]).toEqual([
      [],
      expect.stringContaining('there is no severity "hgh"'),
    ]);
    const fine = await world.call('GET', '/api/v2/alerts/groups?filter=severity%3Dcritical');
    expect(fine.headers.get('wardbell-warning')).toBeNull();
  });
});
