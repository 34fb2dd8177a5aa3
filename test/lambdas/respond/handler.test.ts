import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { withCanary } from '#core/canary/canary.ts';
import { MINUTE } from '#core/time/instant.ts';
import { ROUTES } from '#deployment/routes.ts';
import { gatewayEvent } from '#local/gateway-event.ts';
import { pressedForm } from '#local/page-form.ts';
import { NIGHT } from '../../support/incident.ts';
import { startTestPlatform, TEST_CONFIG, type TestPlatform } from '../../support/platform.ts';
import { apiHandler } from '../../support/respond.ts';

let world: TestPlatform;

beforeAll(async () => {
  world = await startTestPlatform({ config: withCanary(TEST_CONFIG) });
});

afterAll(() => world.platform.stop());

/**
 * Breaches a rule on a bed of its own and waits for both pages. Gives the incident's id and the
 * link of the SMS.
 */
async function breach(subject: string): Promise<{ readonly id: string; readonly link: string }> {
  const samples = [{ subject, metric: 'spo2', value: 80 }];
  await world.call('POST', '/v1/samples', { json: { samples } });
  const first = await world.nextPage();
  const { json } = await world.call('GET', '/v1/incidents');
  const link = /https?:\S+/.exec(first.text)?.[0] ?? '';
  await world.nextPage();
  // Later breaches are bundled within ten seconds; time is put forward so that each test gets its
  // own page.
  world.putForward(MINUTE);
  const found = json.incidents.find((i: { subjects: string[] }) => i.subjects.includes(subject));
  return { id: found.id, link: new URL(link).pathname };
}

test('every declared route of this function is answered, by itself and not as unknown', async () => {
  const handler = apiHandler({ ports: memoryPorts(), clock: Date.now });
  for (const route of ROUTES.filter((r) => r.function === 'respond')) {
    const url = route.path.replaceAll(/\{\w+\}/g, 'x');
    const request = { method: route.method, url, headers: {}, body: Buffer.alloc(0) };
    const routed = gatewayEvent({ ...request, sourceIp: '::1', id: 'r', at: 0 });
    const { statusCode, body } = await handler(routed.event, {} as never);
    expect([route.path, statusCode, body?.includes('Nothing is answered')]).toEqual([
      route.path,
      expect.any(Number),
      false,
    ]);
    expect(statusCode).toBeLessThan(500);
  }
});

describe('incidents', () => {
  test('are listed and shown with pages, attempts and timeline, times readable', async () => {
    const { id } = await breach('bed-show');
    const list = await world.call('GET', '/v1/incidents', { key: await world.key('read') });
    const listed = list.json.incidents.find((i: { id: string }) => i.id === id);
    expect(listed).toMatchObject({
      status: 'triggered',
      severity: 'critical',
      service: 'icu',
      title: 'spo2 low',
      subjects: ['bed-show'],
      alerts: { firing: 1, all: 1 },
      openedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      nextPageAt: expect.stringMatching(/Z$/),
    });
    const { json } = await world.call('GET', `/v1/incidents/${id}`);
    expect(json.alerts).toMatchObject([{ subject: 'bed-show', limit: 'below 88', value: 80 }]);
    expect(json.pages).toMatchObject([
      { responder: 'anna', channel: 'sms', status: 'sent', attempts: [{}] },
      { responder: 'anna', channel: 'email', status: 'sent' },
    ]);
    expect(json.timeline.length).toBeGreaterThan(1);
  });

  test('tell their timelines as codes with data, and in the time zone of whoever reads', async () => {
    const { id } = await breach('bed-zone');
    await world.call('POST', `/v1/incidents/${id}/snooze`, { json: { by: 'anna', minutes: 10 } });
    const last = async (query: string) => {
      const { json } = await world.call('GET', `/v1/incidents/${id}${query}`);
      return json.timeline.find(({ code }: { code: string }) => code === 'acknowledgement.snoozed');
    };
    expect(await last('')).toMatchObject({
      kind: 'acknowledgement',
      data: { alerts: 1, until: expect.stringMatching(/Z$/) },
      text: expect.stringMatching(/^snoozed until .* UTC by Anna for 1 alert$/),
      by: 'anna',
    });
    expect((await last('?zone=Asia/Kolkata')).text).toMatch(/ UTC\+5:30 by Anna/);
    const wrong = await world.call('GET', `/v1/incidents/${id}?zone=Europe/Stockhlm`);
    expect(wrong).toMatchObject({ status: 400 });
    expect(wrong.json.detail).toContain('did you mean "Europe/Stockholm"');
  });

  test('are not found by an invalid or unknown id, and refuse a bad query', async () => {
    for (const id of ['x', '0123456789abcdef-1']) {
      expect((await world.call('GET', `/v1/incidents/${id}`)).status).toBe(404);
    }
    for (const query of ['status=closed', 'status=all&days=0', 'status=all&days=32']) {
      expect((await world.call('GET', `/v1/incidents?${query}`)).status).toBe(400);
    }
  });

  test('are acted upon: ack, note, snooze, resolve; a resolved one is still listed with all', async () => {
    const { id } = await breach('bed-act');
    const act = (action: string, json: object) =>
      world.call('POST', `/v1/incidents/${id}/${action}`, { json });
    expect((await act('ack', { by: 'anna' })).json).toMatchObject({
      outcome: 'done',
      incident: { status: 'acknowledged', acknowledgedBy: 'anna' },
    });
    expect((await act('ack', { by: 'anna' })).json.outcome).toBe('already');
    expect((await act('take-over', { by: 'bo' })).json).toMatchObject({
      outcome: 'done',
      text: expect.stringMatching(/^You have taken it over from Anna/),
      incident: { acknowledgedBy: 'bo' },
    });
    expect((await act('note', { text: 'on my way' })).status).toBe(200);
    expect((await act('snooze', { minutes: 10 })).json.outcome).toBe('done');
    expect((await act('reassign', { to: 'bo' })).status).toBe(200);
    expect(await world.nextPage()).toMatchObject({ responder: 'bo', channel: 'sms' });
    const asked = await act('resolve', {});
    expect([asked.status, asked.json.type]).toEqual([409, 'urn:wardbell:problem:still_firing']);
    expect(asked.json.detail).toMatch(/^1 alert still fires\. .*"stillFiring": "confirmed"/);
    expect((await act('resolve', { stillFiring: 'yes' })).status).toBe(400);
    const resolve = () => act('resolve', { stillFiring: 'confirmed' });
    expect((await resolve()).json.incident).toMatchObject({
      status: 'resolved',
      undoUntil: expect.any(String),
    });
    expect((await act('undo', {})).json.incident.status).not.toBe('resolved');
    expect((await act('silence', {})).status).toBe(400);
    const silenced = await act('silence', { minutes: 60 });
    expect(silenced.json.text).toMatch(/^Silenced until /);
    expect(silenced.json.incident).toMatchObject({ silencedUntil: expect.any(String) });
    const { controls } = world.platform.ports;
    for (const silence of await controls.silences()) {
      await controls.removeSilence(silence.id);
    }
    expect((await resolve()).json.incident.status).toBe('resolved');
    const all = await world.call('GET', '/v1/incidents?status=all&days=1');
    expect(all.json.incidents.map((i: { id: string }) => i.id)).toContain(id);
    const open = await world.call('GET', '/v1/incidents');
    expect(open.json.incidents.map((i: { id: string }) => i.id)).not.toContain(id);
    world.putForward(MINUTE);
  });

  test.each([
    ['an action that is none', 'sing', {}, 404],
    ['a person who is none', 'ack', { by: 'nobody' }, 400],
    ['a name that every object has', 'ack', { by: 'constructor' }, 400],
    ['the canary as a person', 'ack', { by: 'wardbell-canary' }, 400],
    ['an unknown field', 'ack', { who: 'anna' }, 400],
    ['a snooze without an end', 'snooze', {}, 400],
    ['a snooze that ended', 'snooze', { until: '2020-01-01T00:00:00Z' }, 409],
    ['a time that is none', 'snooze', { until: 'tonight' }, 400],
    ['nobody to assign to', 'reassign', { to: 'schedule:anna' }, 400],
    ['the canary to assign to', 'reassign', { to: 'wardbell-canary' }, 400],
    ['the same by its kind', 'reassign', { to: 'person:wardbell-canary' }, 400],
    ['an empty note', 'note', { text: ' ' }, 400],
  ])('refuses %s', async (_, action, json, status) => {
    const [open] = (await world.call('GET', '/v1/incidents')).json.incidents;
    const answer = await world.call('POST', `/v1/incidents/${open.id}/${action}`, { json });
    expect([answer.status, answer.json.status]).toEqual([status, status]);
  });
});

describe('by links', () => {
  test('opening one ten times changes nothing, and pressing the button acts', async () => {
    const { id, link } = await breach('bed-link');
    const stored = async () => (await world.platform.ports.incidents.load([id])).get(id);
    const before = await stored();
    for (let i = 0; i < 10; i++) {
      const page = await world.call('GET', link, { key: null });
      expect([page.status, page.headers.get('content-type')]).toEqual([
        200,
        'text/html; charset=utf-8',
      ]);
    }
    expect(await stored()).toEqual(before);
    const pressed = await press(link, 'Acknowledge');
    expect(pressed.text).toContain('You acknowledged');
    expect((await stored())?.acknowledgement).toMatchObject({ by: 'anna', person: true });
  });

  test.each([
    ['nothing', ''],
    ['a form of a version before', 'action=acknowledge'],
    ['a token that was guessed', 'action=acknowledge&form=AAAAAAA.BBBBBBBBBBBB'],
    ['something else', '{"action":"acknowledge"}'],
  ])('a POST of %s acknowledges nothing, and shows the page with its button', async (_, body) => {
    const { id, link } = await breach(`bed-post-${body.length}`);
    for (const type of ['application/x-www-form-urlencoded', 'text/plain']) {
      const headers = { 'content-type': type };
      const page = await world.call('POST', link, { body, headers, key: null });
      expect([page.status, page.headers.get('content-type')]).toEqual([
        403,
        'text/html; charset=utf-8',
      ]);
      expect(page.text).toContain('Nothing was done yet');
      expect(page.text).toContain('Acknowledge: I take it</button>');
    }
    expect((await world.call('GET', `/v1/incidents/${id}`)).json.status).toBe('triggered');
    expect((await press(link, 'Acknowledge')).text).toContain('You acknowledged');
  });

  /** Opens the link and presses a button of its page. */
  async function press(link: string, button: string) {
    const { text } = await world.call('GET', link, { key: null });
    return world.call('POST', link, { body: pressedForm(text, button), key: null });
  }

  test('a wrong token shows nothing, and does nothing', async () => {
    for (const method of ['GET', 'POST']) {
      expect((await world.call(method, '/a/aAAAA.BBBBBBBBBBBB', { key: null })).status).toBe(404);
    }
  });
});

describe('whoever asks only for the head', () => {
  test('of a link gets what GET gets but the body, and changes nothing, twenty times', async () => {
    const { id, link } = await breach('bed-head');
    const stored = async () => (await world.platform.ports.incidents.load([id])).get(id);
    const before = await stored();
    const got = await world.call('GET', link, { key: null });
    for (let i = 0; i < 20; i++) {
      const head = await world.call('HEAD', link, { key: null });
      expect([head.status, head.text, headersOf(head)]).toEqual([200, '', headersOf(got)]);
    }
    expect(await stored()).toEqual(before);
  });

  test.each([
    ['health', '/v1/health', null],
    ['a list', '/v1/silences', undefined],
    ['a list without a key', '/v1/silences', null],
    ["Alertmanager's status", '/api/v2/status', undefined],
    ['a list of contacts', '/v1/contacts', undefined],
    ['what FHIR can do', '/fhir/metadata', null],
    ['a link that does not work', '/a/aAAAA.BBBBBBBBBBBB', null],
    ['no such address', '/nowhere', null],
  ])('of %s gets what GET gets but the body', async (_, path, key) => {
    const asked = { ...(key === null && { key }) };
    const [got, head] = [
      await world.call('GET', path, asked),
      await world.call('HEAD', path, asked),
    ];
    expect([head.status, head.text, headersOf(head)]).toEqual([got.status, '', headersOf(got)]);
  });

  /** But those of the connection, and what only a body has. */
  function headersOf({ headers }: { readonly headers: Headers }) {
    const of = (name: string) => [name, headers.get(name)];
    return ['content-type', 'cache-control', 'content-security-policy', 'vary', 'www-authenticate']
      .map(of)
      .filter(([, value]) => value !== null);
  }
});

describe('a client that is lost', () => {
  const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
  const ask = (path: string, headers: Readonly<Record<string, string>>, method = 'GET') =>
    world.call(method, path, { key: null, headers });

  test.each([
    ['elsewhere is told that there is nothing', '/login', 404, 'There is nothing at this address'],
    ['with half of a link', '/a/', 404, 'This link does not work'],
    ['with a link and a slash', '/i/iAAAA.BBBB/', 404, 'This link does not work'],
    ['at the API is told that it is for tools', '/v1/incidents', 401, 'This address is for tools'],
    ['at one of ours by another method', '/v1/samples', 404, 'There is nothing at this address'],
  ])('gets a page with a way on in a browser %s', async (_, path, status, title) => {
    const page = await ask(path, browser);
    expect([page.status, page.headers.get('content-type')]).toEqual([
      status,
      'text/html; charset=utf-8',
    ]);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.text).toContain(`<h1>${title}</h1>`);
    expect(page.text).toContain('You were paged: open the link');
    expect(page.text).toContain('<a href="/">');
    expect(page.text).not.toMatch(/anna|icu|wards|bed-/i);
  });

  test.each(['/', '/console'])('comes to the console with a browser at %s', async (path) => {
    const response = await fetch(world.platform.url + path, {
      headers: browser,
      redirect: 'manual',
    });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/console/now']);
  });

  test('is told what there is at the bare address where nobody can sign in', async () => {
    const handler = apiHandler({ ports: memoryPorts(() => NIGHT) });
    const from = { headers: browser, body: Buffer.alloc(0), sourceIp: '::1', id: 'r', at: NIGHT };
    const { event } = gatewayEvent({ method: 'GET', url: '/', ...from });
    const { statusCode, body } = await handler(event, {} as never);
    expect([statusCode, body]).toEqual([200, expect.stringContaining('Wardbell pages people')]);
  });

  test.each([
    ['GET', '/', 404, 'Nothing is answered at GET /.'],
    ['GET', '/login', 404, 'Nothing is answered at GET /login.'],
    ['POST', '/v1/sample', 404, 'Did you mean /v1/samples?'],
    ['POST', '/api/v1/write/', 404, 'Did you mean /api/v1/write?'],
    ['GET', `/${'x'.repeat(3_000)}`, 404, 'xxx….'],
    ['GET', '/v1/incidents/%E0%A4%A', 404, 'Nothing is answered at GET /v1/incidents/%E0%A4%A.'],
    ['GET', '/v1/samples', 405, '/v1/samples takes POST, and not GET.'],
    ['PATCH', '/v1/incidents', 405, '/v1/incidents takes GET, HEAD, and not PATCH.'],
  ])('gets a problem document in a tool: %s %s', async (method, path, status, text) => {
    for (const accept of ['*/*', 'application/json', 'text/html;q=0, */*', '']) {
      const { json, ...answer } = await ask(path, { accept }, method);
      expect([answer.status, json.status]).toEqual([status, status]);
      expect(json.detail).toContain(text);
    }
  });

  test('hears which methods an address takes', async () => {
    const { headers } = await ask('/v1/silences', { accept: '*/*' }, 'PUT');
    expect(headers.get('allow')).toBe('GET, POST, HEAD');
  });

  test('405 names what an address of its own takes, and not what may stand in its place', async () => {
    const { status, headers } = await world.call('PATCH', '/v1/contacts/confirm', { key: null });
    expect([status, headers.get('allow')]).toEqual([405, 'POST']);
  });

  test('is limited by address, and takes nothing from others', async () => {
    const asked = await Promise.all(Array.from({ length: 300 }, () => ask('/login', browser)));
    const refused = asked.find(({ status }) => status === 429);
    expect(refused?.text).toContain('This did not work just now');
    expect(refused?.headers.get('retry-after')).toBe('1');
    expect((await ask('/v1/health', {})).status).not.toBe(429);
    expect((await ask('/a/aAAAA.BBBBBBBBBBBB', browser)).status).toBe(404);
    world.putForward(MINUTE);
  });
});

describe('among controls', () => {
  test('a silence is made, listed, and ended', async () => {
    const json = { matchers: ['subject="bed-9"'], minutes: 60, comment: 'bathing' };
    const made = await world.call('POST', '/v1/silences', { json });
    expect([made.status, made.json]).toMatchObject([
      201,
      { status: 'active', kind: 'silence', createdBy: 'local administrator' },
    ]);
    const path = `/v1/silences/${made.json.id}`;
    expect((await world.call('DELETE', path)).json.status).toBe('expired');
    const list = (await world.call('GET', '/v1/silences')).json.silences;
    expect(list).toMatchObject([{ id: made.json.id, status: 'expired' }]);
    expect((await world.call('DELETE', '/v1/silences/none')).status).toBe(404);
  });

  test('a silence whose id was chosen is made once, and what has ended is not begun again', async () => {
    const json = {
      id: 'update-2026-11-29',
      matchers: ['subject="bed-8"'],
      minutes: 60,
      comment: 'x',
    };
    const ask = (more = {}) => world.call('POST', '/v1/silences', { json: { ...json, ...more } });
    const made = await ask();
    world.putForward(MINUTE);
    const again = await ask();
    expect([made.status, again.status, again.json]).toEqual([201, 200, made.json]);
    expect(await ask({ matchers: ['subject="bed-7"'] })).toMatchObject({
      status: 409,
      json: { detail: expect.stringMatching(/is that of a silence of subject="bed-8"/) },
    });
    await world.call('DELETE', `/v1/silences/${json.id}`);
    expect((await ask()).json).toMatchObject({ id: json.id, status: 'expired' });
    const { silences } = (await world.call('GET', '/v1/silences')).json;
    expect(silences.filter(({ id }: { id: string }) => id === json.id)).toHaveLength(1);
  });

  test.each([
    ['an id that is none', { id: 'a b', matchers: ['a="b"'], minutes: 5, comment: 'x' }],
    ['no matchers', { matchers: [], minutes: 5, comment: 'x' }],
    ['matchers that match all', { matchers: ['subject=~".*"'], minutes: 5, comment: 'x' }],
    ['a matcher that is none', { matchers: ['bed-1'], minutes: 5, comment: 'x' }],
    ['a malformed expression', { matchers: ['a=~"(a+"'], minutes: 5, comment: 'x' }],
    ['no end', { matchers: ['a="b"'], comment: 'x' }],
    ['two ends', { matchers: ['a="b"'], minutes: 5, endsAt: '2099-01-01T00:00:00Z', comment: 'x' }],
    ['an end in the past', { matchers: ['a="b"'], endsAt: '2020-01-01T00:00:00Z', comment: 'x' }],
    ['longer than a year', { matchers: ['a="b"'], endsAt: '2099-01-01T00:00:00Z', comment: 'x' }],
    ['no reason', { matchers: ['a="b"'], minutes: 5 }],
  ])('a silence is refused with %s', async (_, json) => {
    const answer = await world.call('POST', '/v1/silences', { json });
    expect(answer.status).toBe(400);
    expect(answer.json.detail.length).toBeGreaterThan(20);
  });

  test('an override changes who is on call, until it is removed', async () => {
    const onCall = async () =>
      (await world.call('GET', '/v1/oncall?schedule=wards')).json.schedules;
    expect(await onCall()).toMatchObject([{ person: 'anna', name: 'Anna', by: 'layer' }]);
    const span = { from: '2020-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z' };
    const json = { schedule: 'wards', person: 'bo', ...span };
    const made = await world.call('POST', '/v1/overrides', { json });
    expect(made.status).toBe(201);
    expect(await onCall()).toMatchObject([{ person: 'bo', by: 'override' }]);
    expect((await world.call('DELETE', `/v1/overrides/${made.json.id}`)).status).toBe(200);
    expect(await onCall()).toMatchObject([{ person: 'anna' }]);
    expect((await world.call('GET', '/v1/oncall?schedule=none')).status).toBe(404);
    expect((await world.call('GET', '/v1/oncall?at=monday')).status).toBe(400);
  });

  test('an override of somebody who cannot be paged is passed over, and every list says so', async () => {
    const times = { from: 0, to: Date.UTC(2099, 0), createdBy: 'admin', createdAt: 1 };
    const left = { id: 'o-left', schedule: 'wards', person: 'gone', ...times };
    const nowhere = { ...left, id: 'o-nowhere', schedule: 'old', person: 'bo' };
    for (const override of [left, nowhere]) {
      await world.platform.ports.controls.putOverride(override);
    }
    const { overrides } = (await world.call('GET', '/v1/overrides')).json;
    const reason = 'gone is not among the people of the config';
    expect(overrides).toMatchObject([
      { id: 'o-left', passedOver: reason },
      { id: 'o-nowhere', passedOver: 'schedule old is not in the config' },
    ]);
    const { schedules } = (await world.call('GET', '/v1/oncall?schedule=wards')).json;
    expect(schedules).toMatchObject([
      {
        person: 'anna',
        by: 'layer',
        passedOver: [{ override: 'o-left', person: 'gone', to: '2099-01-01T00:00:00Z', reason }],
      },
    ]);
    for (const { id } of [left, nowhere]) {
      await world.call('DELETE', `/v1/overrides/${id}`);
    }
  });

  test('a key is shown once, and the last administrator cannot be locked out', async () => {
    const json = { name: 'agent', scopes: ['samples', 'samples'] };
    const made = await world.call('POST', '/v1/keys', { json });
    expect(made.json).toMatchObject({ name: 'agent', scopes: ['samples'] });
    const list = await world.call('GET', '/v1/keys');
    const secret = made.json.key.split('_').slice(2).join('_');
    expect(list.text).toContain(made.json.id);
    expect(list.text).not.toContain(secret);
    const own = world.platform.adminKey.split('_')[1];
    expect((await world.call('DELETE', `/v1/keys/${own}`)).status).toBe(409);
    const scopes = { name: 'x', scopes: ['everything'] };
    expect((await world.call('POST', '/v1/keys', { json: scopes })).json.errors).toMatchObject([
      { field: 'scopes', detail: expect.stringContaining('"samples"') },
    ]);
  });

  test('a key that was used a moment ago no longer works here once it is revoked', async () => {
    const key = await world.key('read');
    expect((await world.call('GET', '/v1/incidents', { key })).status).toBe(200);
    const id = key.split('_')[1];
    const revoked = await world.call('DELETE', `/v1/keys/${id}`);
    expect(revoked.json).toMatchObject({ id, revokedAt: expect.stringMatching(/Z$/) });
    expect((await world.call('GET', '/v1/incidents', { key })).status).toBe(401);
  });

  test('a subject is retired by its name, whatever characters it has', async () => {
    const subject = 'ward 4/bed "7"?';
    const { id } = await breach(subject);
    const path = `/v1/subjects/${encodeURIComponent(subject)}/retire`;
    expect((await world.call('POST', path)).json).toEqual({ subject, alerts: 1 });
    expect((await world.call('POST', path)).status).toBe(404);
    expect(id).toBeDefined();
  });

  test('the keys of readers and agents change nothing', async () => {
    const reader = await world.key('read', 'samples');
    for (const [method, path] of [
      ['POST', '/v1/silences'],
      ['POST', '/v1/overrides'],
      ['POST', '/v1/subjects/x/retire'],
      ['POST', '/v1/incidents/x/ack'],
      ['GET', '/v1/keys'],
    ] as const) {
      expect((await world.call(method, path, { key: reader })).status).toBe(403);
    }
    const responder = await world.key('respond');
    expect((await world.call('GET', '/v1/keys', { key: responder })).status).toBe(403);
  });
});

test('health needs no key and says since when something waits', async () => {
  world.putForward(MINUTE);
  const { json } = await world.call('GET', '/v1/health', { key: null });
  expect(Object.keys(json)).toEqual(['status', 'oldestDueSeconds', 'time', 'timeZone']);
  world.putForward(60 * MINUTE);
  const late = await world.call('GET', '/v1/health', { key: null });
  expect([late.status, late.json.status]).toEqual([503, 'late']);
  expect(late.json.oldestDueSeconds).toBeGreaterThan(60);
});
