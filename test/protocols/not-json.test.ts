import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';

let world: TestPlatform;

beforeAll(async () => {
  world = await startTestPlatform();
});

afterAll(() => world.platform.stop());

const headers = { 'content-type': 'application/json' };

describe('a body with NaN in it, as Python writes it', () => {
  test.each([
    '/v1/samples',
    '/api/v2/alerts',
    '/v1/metrics',
    '/v2/enqueue',
    '/v2/change/enqueue',
    '/generic/2010-04-15/create_event.json',
    '/fhir/Observation',
    '/fhir',
    '/v1/silences',
    '/api/v2/silences',
    '/v1/overrides',
    '/v1/keys',
    '/v1/contacts',
  ])('is refused by POST %s as a whole, and the answer says where it stands', async (path) => {
    const { status, text } = await world.call('POST', path, { body: '{"a":\n NaN}', headers });
    expect(status).toBe(400);
    expect(text).toContain('line 2, column 2: JSON has no NaN: leave out what has no value');
  });

  test('costs the samples beside it, which the answer says', async () => {
    const body = '{"samples":[{"subject":"a","metric":"b","value":1},{"value":-Infinity}]}';
    const { json } = await world.call('POST', '/v1/samples', { body, headers });
    expect(json.detail).toBe(
      'The body is not JSON, and none of its samples was taken: line 1, column 61: JSON has no Infinity. Write "+Inf" and "-Inf", in quotes.',
    );
  });
});

test('a half of a surrogate pair in a silence of Alertmanager costs nobody the silence', async () => {
  const endsAt = new Date(Date.now() + 3_600_000).toISOString();
  const matchers = [{ name: 'subject', value: 'bed-1', isRegex: false }];
  const silence = { matchers, endsAt, createdBy: 'anna' };
  const comment = '"comment":"cut \\ud83d"';
  const body = JSON.stringify(silence).replace(/\}$/, `,${comment}}`);
  expect(await world.call('POST', '/api/v2/silences', { body, headers })).toMatchObject({
    status: 200,
  });
  const { json } = await world.call('GET', '/api/v2/silences');
  expect(json[0].comment).toContain('cut \ufffd');
});
