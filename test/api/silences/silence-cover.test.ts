import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { DAY, HOUR } from '#core/time/instant.ts';
import { createApiKey } from '#http/api-key.ts';
import { gatewayEvent } from '#local/gateway-event.ts';
import { NIGHT } from '../../support/incident.ts';
import { startTestPlatform, TEST_CONFIG, type TestPlatform } from '../../support/platform.ts';
import { apiHandler } from '../../support/respond.ts';

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
      { alerts: 1, incidents: 1, subjects: ['bed-1'] },
      undefined,
    ]);
  });

  test('warns of what nothing has, and makes it all the same', async () => {
    const { status, json } = await silence('wrad="icu-1"', 'severity="hgh"');
    expect([status, json.covers]).toEqual([201, { alerts: 0, incidents: 0, subjects: [] }]);
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

describe('what a silence would cover', () => {
  const preview = (...matchers: readonly string[]) =>
    world.call(
      'GET',
      `/v1/silences/preview?${matchers.map((one) => `filter=${encodeURIComponent(one)}`).join('&')}`,
    );

  test('is told before it is set, and nothing is set', async () => {
    const before = await world.call('GET', '/v1/silences');
    const { status, json } = await preview('ward="icu-1"', 'severity=~"crit.*"');
    expect([status, json]).toEqual([
      200,
      { alerts: 1, incidents: 1, subjects: ['bed-1'], warnings: [] },
    ]);
    expect((await world.call('GET', '/v1/silences')).json).toEqual(before.json);
  });

  test('is told with what may be a mistake', async () => {
    const { json } = await preview('wrad="icu-1"');
    expect(json).toMatchObject({
      alerts: 0,
      warnings: [expect.stringContaining('Did you mean "ward"?')],
    });
  });

  test.each([
    [['ward=~"icu-("'], 'regular expression is malformed'],
    [['ward=~".*"'], 'would match every alert'],
    [[], 'would match every alert'],
    [['ward="a"', 'ward="b"'], 'cannot both hold'],
  ])('is refused as the silence itself would be: %j', async (matchers, text) => {
    const { status, json } = await preview(...matchers);
    expect([status, json.detail]).toEqual([400, expect.stringContaining(text)]);
  });

  test('is told for each of a list, if it is asked for, so that one that covers nothing is seen', async () => {
    const fromBefore = await silence('ward="icu-1"', 'rule="spo2-low"');
    const ofNothing = await silence('ward="icu-9"');
    const over = await silence('ward="icu-1"', 'metric="spo2"');
    await world.call('DELETE', `/v1/silences/${over.json.id}`);
    const { json } = await world.call('GET', '/v1/silences?covers=now');
    const of = (id: string) => json.silences.find((one: { id: string }) => one.id === id).covers;
    expect(of(fromBefore.json.id)).toEqual({ alerts: 1, incidents: 1, subjects: ['bed-1'] });
    expect(of(ofNothing.json.id)).toEqual({ alerts: 0, incidents: 0, subjects: [] });
    expect(of(over.json.id)).toBeUndefined();
    const plain = await world.call('GET', '/v1/silences');
    expect(plain.json.silences[0].covers).toBeUndefined();
  });
});

describe('a silence that recurs', () => {
  const recurring = (more: object = {}) => ({
    id: 'nightly',
    matchers: ['ward="icu-1"'],
    cron: '0 * * * *',
    minutes: 50,
    timeZone: 'Europe/Stockholm',
    comment: 'backup',
    ...more,
  });
  const set = (more?: object) => world.call('POST', '/v1/silences', { json: recurring(more) });

  test('is set once, is listed with its next times, and ends at once or for one of them', async () => {
    const made = await set({
      cron: undefined,
      rrule: 'FREQ=DAILY;BYHOUR=0,6,12,18',
      startsAt: '2026-01-01 00:00',
      minutes: 359,
      timeZone: 'UTC',
    });
    expect(made.json.detail).toMatch(/covers 99 % of the time/);
    const { status, json } = await set();
    expect([status, json.kind, json.covers.alerts]).toEqual([201, 'maintenance', 1]);
    expect(json.recurs).toMatchObject({
      cron: '0 * * * *',
      timeZone: 'Europe/Stockholm',
      minutes: 50,
    });
    expect(json.recurs.occurrences).toHaveLength(10);
    const [first] = json.recurs.occurrences;
    expect([json.startsAt, json.endsAt]).toEqual([first.startsAt, first.endsAt]);
    const again = await set();
    expect([again.status, again.json.createdAt]).toEqual([200, json.createdAt]);
    expect((await set({ minutes: 40 })).json.detail).toMatch(/The id "nightly" is that of/);
    const listed = await world.call('GET', `/v1/silences?status=${json.status}`);
    expect(listed.json.silences).toContainEqual(
      expect.objectContaining({ id: 'nightly', recurs: json.recurs }),
    );
    const ended = await world.call('DELETE', '/v1/silences/nightly');
    expect([ended.status, ended.json.status, ended.json.recurs.occurrences]).toEqual([
      200,
      'expired',
      [],
    ]);
  });

  test("is shown to Alertmanager's clients by the time that holds, which they may end", async () => {
    const minutes = new Date().getUTCMinutes();
    // It began a minute ago, at each full hour of a wall clock that is so far ahead.
    const cron = `${(minutes + 59) % 60} * * * *`;
    await set({ id: 'hourly', cron });
    const shown = async () =>
      (await world.call('GET', '/api/v2/silences')).json.filter((one: { id: string }) =>
        one.id.startsWith('hourly'),
      );
    const [time] = await shown();
    expect(time).toMatchObject({
      id: expect.stringMatching(/^hourly\.\d{8}T\d{4}Z$/),
      status: { state: 'active' },
    });
    expect((await world.call('GET', `/api/v2/silence/${time.id}`)).json).toEqual(time);
    expect((await world.call('DELETE', `/api/v2/silence/${time.id}`)).status).toBe(200);
    expect(await shown()).toMatchObject([{ id: time.id, status: { state: 'expired' } }]);
    const { json } = await world.call('GET', '/v1/silences?status=pending');
    expect(json.silences).toContainEqual(expect.objectContaining({ id: 'hourly' }));
    await world.call('DELETE', '/v1/silences/hourly');
  });

  test.each<[object, RegExp]>([
    [{ cron: '*/5 * * * *', minutes: 4 }, /^It begins twice within 5m/],
    [
      { cron: '0 0 * * *', minutes: 1_410 },
      /^It begins again before it is over, at 20\d\d-03-\d\d/,
    ],
    [{ minutes: undefined }, /"minutes" is missing/],
    [{ rrule: 'FREQ=DAILY' }, /either by "cron" or by "rrule"/],
    [{ cron: undefined, rrule: 'FREQ=DAILY' }, /begins nowhere without "startsAt"/],
    [{ cron: undefined, rrule: 'FREQ=MINUTELY', startsAt: '07:00' }, /its FREQ is MINUTELY/],
    [
      { cron: undefined, rrule: 'FREQ=DAILY;COUNT=1', startsAt: '2026-01-01 07:00' },
      /None of its times/,
    ],
    [{ endsAt: '2026-01-01 07:00' }, /None would begin/],
    [{ cron: 'noon' }, /"cron" is "noon"/],
    [{ timeZone: 'Mars' }, /Mars/],
  ])('is refused as %j', async (more, reason) => {
    const { status, json } = await set({ id: 'refused', ...more });
    const details = [
      json.detail,
      ...(json.errors ?? []).map((one: { detail: string }) => one.detail),
    ];
    expect([status, details.join(' ')]).toEqual([400, expect.stringMatching(reason)]);
  });
});

test('A silence is made, and answered, though what it covers cannot be read', async () => {
  const ports = memoryPorts(() => NIGHT);
  const openedOn = () => Promise.reject(new Error('too many'));
  const { token, key } = createApiKey('a test', ['respond'], NIGHT);
  await ports.controls.putKey(key);
  const logged: object[] = [];
  const handler = apiHandler({
    ports: { ...ports, incidents: { ...ports.incidents, openedOn } },
    log: (entry) => logged.push(entry),
  });
  const asked = { matchers: ['ward="icu-1"'], minutes: 5, comment: 'a storm' };
  const { event } = gatewayEvent({
    method: 'POST',
    url: '/v1/silences',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(asked)),
    sourceIp: '::1',
    id: 'r',
    at: NIGHT,
  });
  const { statusCode, body = '' } = await handler(event, {} as never);
  expect([statusCode, JSON.parse(body).covers]).toEqual([201, undefined]);
  expect(await ports.controls.silences()).toHaveLength(1);
  expect(logged).toMatchObject([{ message: 'what a silence covers could not be read' }]);
});

test('The past is read once for a new silence and for tools that filter by the same', async () => {
  const ports = memoryPorts(() => NIGHT);
  let reads = 0;
  const openedOn: typeof ports.incidents.openedOn = (...asked) => {
    reads += 1;
    return ports.incidents.openedOn(...asked);
  };
  const { token, key } = createApiKey('a test', ['respond', 'read'], NIGHT);
  await ports.controls.putKey(key);
  const handler = apiHandler({
    ports: { ...ports, incidents: { ...ports.incidents, openedOn } },
  });
  const authorization = `Bearer ${token}`;
  const ask = async (method: string, url: string, asked: object = {}) => {
    const headers = { authorization, 'content-type': 'application/json' };
    const body = Buffer.from(JSON.stringify(asked));
    const from = { headers, body, sourceIp: '::1', id: 'r', at: NIGHT };
    const { event } = gatewayEvent({ method, url, ...from });
    return (await handler(event, {} as never)).statusCode;
  };
  const matchers = ['ward="icu-1"'];
  expect(await ask('POST', '/v1/silences', { matchers, minutes: 5, comment: 'x' })).toBe(201);
  const readOnce = reads;
  expect(readOnce).toBeGreaterThan(0);
  expect(await ask('GET', '/api/v2/alerts?filter=ward%3Dicu-1')).toBe(200);
  expect(reads).toBe(readOnce);
});

test('windows of the config are listed with their next ten times, and so is one that is asked about', async () => {
  const matchers = [{ name: 'service', op: '=', value: 'icu' } as const];
  const recurs = { cron: '0 4 * * *', timeZone: 'Europe/Stockholm', lasts: 2 * HOUR };
  const maintenanceWindows = [{ id: 'backup', matchers, recurs, comment: 'why' }];
  const ports = memoryPorts(() => NIGHT);
  const { token, key } = createApiKey('a test', ['read'], NIGHT);
  await ports.controls.putKey(key);
  const handler = apiHandler({ ports, config: { ...TEST_CONFIG, maintenanceWindows } });
  const get = async (url: string) => {
    const headers = { authorization: `Bearer ${token}` };
    const from = { headers, body: Buffer.alloc(0), sourceIp: '::1', id: 'r', at: NIGHT };
    const { event } = gatewayEvent({ method: 'GET', url, ...from });
    const { body = '', statusCode } = await handler(event, {} as never);
    return [statusCode, JSON.parse(body)];
  };
  const first = { startsAt: '2026-03-12T03:00:00Z', endsAt: '2026-03-12T05:00:00Z' };
  const [, { windows }] = await get('/v1/silences');
  expect(windows).toMatchObject([{ id: 'backup', matchers: ['service="icu"'], minutes: 120 }]);
  expect([windows[0].occurrences.length, windows[0].occurrences[0]]).toEqual([10, first]);
  const asked = '/v1/silences/preview?filter=service%3D%22icu%22&cron=0+3+*+*+*&minutes=120';
  expect(await get(`${asked}&zone=UTC`)).toMatchObject([200, { occurrences: { 0: first } }]);
  const byRule = 'rrule=FREQ%3DDAILY&startsAt=2026-03-01T03%3A00Z&minutes=120&zone=UTC';
  expect(await get(`/v1/silences/preview?filter=service%3D%22icu%22&${byRule}`)).toMatchObject([
    200,
    { occurrences: { 0: first, length: 10 } },
  ]);
  expect(await get(asked.replace('0+3', '99+3'))).toMatchObject([
    400,
    { detail: expect.stringMatching(/"cron" is/) },
  ]);
});
