import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import { startTestPlatform, TEST_CONFIG, type TestPlatform } from '../../support/platform.ts';

const V2 = '/v2/enqueue';
const V1 = '/generic/2010-04-15/create_event.json';
const CHANGE = '/v2/change/enqueue';
const HEX_32 = /^[0-9a-f]{32}$/;

let world: TestPlatform;
let token: string;

beforeAll(async () => {
  const alertRoutes = [
    { matchers: [{ name: 'source', op: '=', value: 'pagerduty' }], to: { service: 'icu' } },
  ] as const;
  world = await startTestPlatform({ config: { ...TEST_CONFIG, alertRoutes } });
  token = await world.key('samples');
});

afterAll(() => world.platform.stop());

const post = (path: string, json: object) => world.call('POST', path, { json, key: null });

const v2 = (event_action: string, more: object = {}) =>
  post(V2, { routing_key: token, event_action, ...more });

const payload = (source: string, more: object = {}) => ({
  payload: { summary: 'Disk full', source, severity: 'critical', ...more },
});

const v1 = (event_type: string, more: object = {}) =>
  post(V1, { service_key: token, event_type, ...more });

interface Found {
  readonly id: string;
  readonly status: string;
  readonly subjects: readonly string[];
  readonly alerts: { readonly firing: number };
}

/** Polls until the open incident about this subject has this status, and returns it. */
async function about(subject: string, isSo = (_: Found) => true): Promise<Found> {
  for (;;) {
    const { incidents } = (await world.call('GET', '/v1/incidents')).json;
    const found = incidents.find(({ subjects }: Found) => subjects.includes(subject));
    if (found !== undefined && isSo(found)) {
      return found;
    }
  }
}

async function isOver({ id }: Found): Promise<void> {
  while ((await world.call('GET', `/v1/incidents/${id}`)).json.status !== 'resolved') {}
}

const acknowledged = ({ status }: Found) => status === 'acknowledged';

async function detail(subject: string) {
  return (await world.call('GET', `/v1/incidents/${(await about(subject)).id}`)).json;
}

const PROCESSED = { status: 'success', message: 'Event processed' };
const INVALID = { status: 'invalid event', message: 'Event object is invalid' };

describe('in the Events API v2', () => {
  test('an alert is triggered, triggered again, acknowledged and resolved; after that it opens anew', async () => {
    const trigger = () => v2('trigger', { dedup_key: 'db/disk', ...payload('db-1') });
    expect(await trigger()).toMatchObject({
      status: 202,
      json: { ...PROCESSED, dedup_key: 'db/disk' },
    });
    expect((await world.nextPage()).text).toMatch(/CRITICAL Disk full, db-1/);
    expect((await v2('acknowledge', { dedup_key: 'db/disk' })).json).toEqual({
      ...PROCESSED,
      dedup_key: 'db/disk',
    });
    const first = await about('db-1', acknowledged);
    await trigger();
    expect((await v2('resolve', { dedup_key: 'db/disk' })).status).toBe(202);
    await isOver(first);
    await trigger();
    expect((await about('db-1')).id).not.toBe(first.id);
  });

  test('its details are kept, and only what may leave in a page does', async () => {
    await v2('trigger', {
      dedup_key: 'x',
      client: 'Nagios',
      client_url: 'https://nagios.example/db-2',
      links: [{ href: 'https://wiki.example/disk', text: 'Runbook' }, null, { text: 'no address' }],
      images: [{ src: 'https://graph.example/1.png', alt: 'Graph' }],
      ...payload('db-2', {
        severity: 'Warning',
        timestamp: new Date(Date.now() - HOUR).toISOString().replace('Z', '+0000'),
        class: 'disk',
        component: 'sda',
        group: 'databases',
        custom_details: {
          free: '0 %',
          load: 0.75,
          nested: { deep: [1, { a: { b: 1 } }] },
          no: null,
        },
      }),
    });
    const { alerts } = await detail('db-2');
    expect(alerts).toMatchObject([
      {
        rule: 'disk',
        subject: 'db-2',
        severity: 'warning',
        title: 'Disk full',
        labels: {
          client: 'Nagios',
          component: 'sda',
          group: 'databases',
          class: 'disk',
          dedup_key: 'x',
        },
        sent: {
          source: 'pagerduty',
          key: 'a test',
          url: 'https://nagios.example/db-2',
          annotations: {
            link: 'Runbook: https://wiki.example/disk',
            'image 2': 'Graph: https://graph.example/1.png',
            free: '0 %',
            load: '0.75',
            nested: '{"deep":[1,{"a":"…"}]}',
            no: 'null',
          },
        },
      },
    ]);
    expect(Date.parse(alerts[0].startsAt)).toBeLessThanOrEqual(Date.now() - HOUR);
  });

  test('a trigger without a key gets one, and each is an alert of its own', async () => {
    const both = [await v2('trigger', payload('db-3')), await v2('trigger', payload('db-3'))];
    const keys = both.map(({ json }) => json.dedup_key);
    for (const key of keys) {
      expect(key).toMatch(HEX_32);
    }
    expect(new Set(keys).size).toBe(2);
    const incident = await about('db-3', ({ alerts }) => alerts.firing === 2);
    for (const dedup_key of keys) {
      await v2('resolve', { dedup_key });
    }
    await isOver(incident);
  });

  test('a key of another name knows nothing of it; a new key of the same name does', async () => {
    const { json } = await world.call('POST', '/v1/keys', {
      json: { name: 'another', scopes: ['samples'] },
    });
    await v2('trigger', { dedup_key: 'same', ...payload('db-4') });
    const resolve = (routing_key: string) =>
      post(V2, { routing_key, event_action: 'resolve', dedup_key: 'same', payload: null });
    const incident = await about('db-4');
    expect((await resolve(json.key)).status).toBe(202);
    // Had that ended it, this would have come after, and opened another.
    await v2('trigger', { dedup_key: 'another', ...payload('db-4') });
    const both = await about('db-4', ({ alerts }) => alerts.firing === 2);
    expect(both.id).toBe(incident.id);
    await v2('resolve', { dedup_key: 'another' });
    await resolve(await world.key('samples'));
    await isOver(incident);
  });

  test('what is long is cut, and nothing is refused for it', async () => {
    const long = 'é'.repeat(2_000);
    const answer = await v2('trigger', {
      dedup_key: 'k'.repeat(255),
      client: long,
      client_url: `https://${long}`,
      ...payload(`db-5 ${long}`, {
        summary: `\ud83d${long}`,
        class: long,
        group: long,
        component: long,
        custom_details: Object.fromEntries(Array.from({ length: 99 }, (_, i) => [`${i}`, long])),
      }),
    });
    expect(answer.status).toBe(202);
  });

  test('ending or acknowledging what nobody knows is accepted', async () => {
    for (const action of ['acknowledge', 'resolve']) {
      expect(await v2(action, { dedup_key: 'never' })).toMatchObject({
        status: 202,
        json: { ...PROCESSED, dedup_key: 'never' },
      });
    }
  });

  test.each([
    ['', {}, /'event_action' is ""; it must be one of "trigger", "acknowledge", "resolve"/],
    ['resolve', {}, /'dedup_key' is missing; only where 'event_action' is "trigger"/],
    ['resolve', { dedup_key: ['a'] }, /'dedup_key' is \["a"\]; it must be a text/],
    ['resolve', { dedup_key: 'k'.repeat(256) }, /'dedup_key' has 256 characters; at most 255/],
    ['trigger', {}, /'payload' is missing; it must be an object/],
    ['trigger', { payload: null }, /'payload' is null/],
    ['trigger', payload('x', { summary: ' ' }), /'payload.summary' is blank; it must be a text/],
    ['trigger', payload(''), /'payload.source' is blank/],
    ['trigger', payload('x', { severity: 'page' }), /'payload.severity' is "page"; it must be one/],
  ])('%s %j is an invalid event', async (action, more, says) => {
    const { status, json } = await v2(action, more);
    expect([status, json]).toEqual([400, { ...INVALID, errors: [expect.stringMatching(says)] }]);
  });

  test('everything that is wrong is told at once', async () => {
    const { json } = await v2('trigger', { payload: {} });
    expect(json.errors).toHaveLength(3);
  });
});

describe('as the key in the body', () => {
  test.each([
    [{}, /'routing_key' is missing or no key of Wardbell's: .* scope "samples"/],
    [{ routing_key: 'e93facc04764012d7bfb002500d5d1a6' }, /no key of Wardbell's/],
    [
      { routing_key: `wb_${'0'.repeat(12)}_${'a'.repeat(43)}` },
      /cannot be used: The key 0+ is unknown/,
    ],
  ])('%j is refused with 400, which is all that clients know', async (key, says) => {
    const { status, json } = await post(V2, { ...key, event_action: 'trigger', ...payload('x') });
    expect([status, json]).toEqual([400, { ...INVALID, errors: [expect.stringMatching(says)] }]);
  });

  test('one that may only read is refused, with the scope that it lacks', async () => {
    const { status, json } = await post(V2, { routing_key: await world.key('read') });
    expect([status, json.errors[0]]).toEqual([400, expect.stringMatching(/scope "samples"/)]);
  });

  test('a header is not asked for, and does not help', async () => {
    const answer = await world.call('POST', V2, { json: { event_action: 'resolve' } });
    expect(answer.status).toBe(400);
  });
});

describe('an event is refused for', () => {
  const UNRECOGNIZED = {
    status: 'Unrecognized object',
    message: 'Event object format is unrecognized',
  };

  test.each(['', '{', '[]', '"text"', 'null'])('%s', async (body) => {
    const { status, json } = await world.call('POST', V2, { body, key: null });
    expect([status, json]).toEqual([400, { ...UNRECOGNIZED, errors: [expect.any(String)] }]);
  });

  test('its size of more than 512 KB', async () => {
    const { status, json } = await v2(
      'trigger',
      payload('x', { custom_details: 'x'.repeat(524_288) }),
    );
    expect([status, json]).toEqual([
      413,
      { ...INVALID, errors: [expect.stringMatching(/524288/)] },
    ]);
  });

  test('its encoding with gzip', async () => {
    const body = gzipSync(JSON.stringify({ routing_key: token }));
    const { status, json } = await world.call('POST', V2, { body, key: null });
    expect([status, json.status]).toEqual([400, 'Unrecognized object']);
  });
});

test('a script that does not say that it sends JSON is understood', async () => {
  const event = { routing_key: token, event_action: 'resolve', dedup_key: 'a' };
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const sent = await world.call('POST', V2, { body: JSON.stringify(event), headers, key: null });
  expect(sent.status).toBe(202);
});

describe('in the Events API v1', () => {
  test('an alert is triggered, acknowledged and resolved', async () => {
    const more = {
      incident_key: 'srv01/HTTP',
      description: 'HTTP fails',
      client: 'Sample',
      details: { 'ping time': '1500ms' },
      contexts: [{ type: 'link', href: 'https://view.example' }],
    };
    const processed = { ...PROCESSED, incident_key: 'srv01/HTTP' };
    expect(await v1('trigger', more)).toMatchObject({ status: 200, json: processed });
    const { alerts } = await detail('srv01/HTTP');
    expect(alerts).toMatchObject([
      {
        severity: 'error',
        title: 'HTTP fails',
        labels: { client: 'Sample', dedup_key: 'srv01/HTTP' },
        sent: {
          url: 'https://view.example',
          annotations: { link: 'https://view.example', 'ping time': '1500ms' },
        },
      },
    ]);
    await v1('acknowledge', { incident_key: 'srv01/HTTP' });
    const incident = await about('srv01/HTTP', acknowledged);
    expect(await v1('resolve', more)).toMatchObject({ status: 200, json: processed });
    await isOver(incident);
  });

  test('a trigger without a key gets one', async () => {
    const { json } = await v1('trigger', { description: 'No key' });
    expect(json.incident_key).toMatch(HEX_32);
  });

  test.each([
    ['', {}, /'event_type' is ""/],
    ['trigger', {}, /'description' is missing/],
    ['resolve', {}, /'incident_key' is missing/],
  ])('%s %j is an invalid event', async (type, more, says) => {
    const { status, json } = await v1(type, more);
    expect([status, json]).toEqual([400, { ...INVALID, errors: [expect.stringMatching(says)] }]);
  });
});

describe('changes', () => {
  const change = (summary: unknown, more: object = {}) =>
    post(CHANGE, { routing_key: token, payload: { summary, ...more } });

  test('are shown with what broke within the hour, the newest first', async () => {
    const now = Date.now();
    const links = [{ href: 'https://ci.example/2' }, { href: 'javascript:alert(1)' }];
    const told = { payload: { summary: 'Deploy 2', source: 'ci', custom_details: { by: 'me' } } };
    expect(await post(CHANGE, { routing_key: token, ...told, links })).toMatchObject({
      status: 202,
      json: { status: 'success', message: 'Change event processed' },
    });
    await change('Deploy 1', { timestamp: new Date(now - 50 * MINUTE).toISOString() });
    await change('Long ago', { timestamp: new Date(now - 70 * MINUTE).toISOString() });
    await v2('trigger', { dedup_key: 'broken', ...payload('web-1') });
    expect((await detail('web-1')).changes).toEqual([
      {
        at: expect.any(String),
        summary: 'Deploy 2',
        source: 'ci',
        key: 'a test',
        details: { by: 'me' },
        links: ['https://ci.example/2'],
      },
      expect.objectContaining({ summary: 'Deploy 1', details: {}, links: [] }),
    ]);
  });

  test.each([
    [undefined, /'payload.summary' is missing/],
    [7, /'payload.summary' is 7/],
  ])('without a summary (%j) are refused', async (summary, says) => {
    const { status, json } = await change(summary);
    expect([status, json]).toEqual([400, { ...INVALID, errors: [expect.stringMatching(says)] }]);
  });
});
