import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { ROUTES, SERVED_ROUTES } from '#deployment/routes.ts';
import { PHONES } from '#local/phones-route.ts';
import { keepMessages } from '#local/received-messages.ts';
import { asker } from '../support/ask.ts';
import { NIGHT } from '../support/incident.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';
import { apiHandler } from '../support/respond.ts';

describe('the phones of one machine', () => {
  let world: TestPlatform;
  const phonesOf = async (headers = {}) => world.call('GET', '/v1/phones', { headers });

  beforeAll(async () => {
    world = await startTestPlatform();
  });
  afterAll(() => world.platform.stop());

  test('are there for everybody of the config, by channel, before anything came', async () => {
    const { json } = await phonesOf();
    expect(json.phones.slice(0, 2)).toEqual([
      { person: 'anna', channel: 'sms', messages: [] },
      { person: 'anna', channel: 'email', messages: [] },
    ]);
    expect((await world.call('GET', '/v1/config')).json.phones).toBe(true);
  });

  test('show what was received with its link, and whoever has that is told so', async () => {
    const samples = [{ subject: 'bed-1', metric: 'spo2', value: 80 }];
    await world.call('POST', '/v1/samples', { json: { samples } });
    await world.nextPage();
    await world.nextPage();
    const { json, headers } = await phonesOf();
    const [sms, email] = json.phones;
    expect(sms.messages).toEqual([
      {
        id: expect.any(String),
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/u),
        text: expect.stringMatching(
          /^CRITICAL spo2 low, bed-1.* http:\/\/127\.0\.0\.1:\d+\/a\/\S+$/u,
        ),
      },
    ]);
    expect(email.messages).toEqual([
      expect.objectContaining({ subject: expect.stringContaining('spo2 low') }),
    ]);
    const again = await phonesOf({ 'if-none-match': String(headers.get('etag')) });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  test('are shown to nobody who could not answer', async () => {
    const path = '/v1/phones';
    expect((await world.call('GET', path, { key: null })).status).toBe(401);
    expect((await world.call('GET', path, { key: await world.key('read') })).status).toBe(403);
    expect((await world.call('GET', path, { key: await world.key('respond') })).status).toBe(200);
  });
});

test('what a phone has received is kept up to a hundred messages, each with an id of its own', () => {
  const received = keepMessages(() => NIGHT);
  for (let index = 0; index < 120; index++) {
    received.keep({ responder: 'anna', channel: 'sms', text: `${index}` });
  }
  const kept = received.by('anna', 'sms');
  expect(kept.map(({ text }) => text)).toEqual(Array.from({ length: 100 }, (_, i) => `${i + 20}`));
  expect(new Set(kept.map(({ id }) => id)).size).toBe(100);
  expect(received.by('anna', 'email')).toEqual([]);
});

describe('a deployment', () => {
  test('has no route to phones', () => {
    const named = [...ROUTES, ...SERVED_ROUTES].map(({ path }) => path);
    expect(named.filter((path) => path.includes('phone'))).toEqual([]);
  });

  test('answers nothing at their address, and its console is told of none', async () => {
    const ports = memoryPorts(() => NIGHT);
    const ask = await asker(apiHandler({ ports }), ports.controls, ['admin']);
    expect((await ask(PHONES)).status).toBe(404);
    const { status, json } = await ask('/v1/config');
    expect(status).toBe(200);
    expect(json).not.toHaveProperty('phones');
  });
});
