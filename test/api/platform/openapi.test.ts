import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';

let world: TestPlatform;

beforeAll(async () => {
  world = await startTestPlatform();
});

afterAll(() => world.platform.stop());

describe('the document of the API', () => {
  test('is told without a key, with the address of the platform', async () => {
    const { status, json } = await world.call('GET', '/v1/openapi.json', { key: null });
    expect([status, json.openapi, json.servers]).toEqual([
      200,
      '3.1.0',
      [{ url: world.platform.url }],
    ]);
  });

  test('is not sent again to a client that has it', async () => {
    const { headers } = await world.call('GET', '/v1/openapi.json', { key: null });
    const again = { key: null, headers: { 'if-none-match': headers.get('etag') ?? '' } };
    expect((await world.call('GET', '/v1/openapi.json', again)).status).toBe(304);
  });
});
