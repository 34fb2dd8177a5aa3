import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import { hospital } from '../../support/config.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';

const toIcu = {
  matchers: [{ name: 'team', op: '=', value: 'icu' }],
  to: { service: 'icu' },
} as const;
const watched = {
  matchers: [{ name: 'alertname', op: '=', value: 'Watchdog' }],
  to: { heartbeat: 'prometheus' },
} as const;

let world: TestPlatform;

/** One alert by a rule of ours and an external one, each with an incident of its own. */
beforeAll(async () => {
  world = await startTestPlatform({
    config: hospital({ config: { alertRoutes: [watched, toIcu] } }),
  });
  const samples = [
    { subject: 'bed-1', metric: 'spo2', value: 80, unit: '%', labels: { ward: 'a' } },
  ];
  await world.call('POST', '/v1/samples', { json: { samples } });
  const labels = { alertname: 'DiskFull', team: 'icu', instance: 'db-1', severity: 'page' };
  const annotations = { summary: 'Disk is full', description: '97 %' };
  const json = [{ labels, annotations, generatorURL: 'http://prometheus/graph' }];
  await world.call('POST', '/api/v2/alerts', { json });
  // Its page waits for company; that it is open is seen as soon as the queue has been read.
  while ((await get('alerts')).length < 2) {}
});

afterAll(() => world.platform.stop());

const get = async (path: string) => (await world.call('GET', `/api/v2/${path}`)).json;
const names = async (query: string): Promise<readonly string[]> =>
  (await get(`alerts?${query}`))
    .map(({ labels }: { labels: { alertname: string } }) => labels.alertname)
    .sort();

describe('GET /api/v2/alerts', () => {
  test('shows an external alert by its own labels, and what rules find by those that silence it', async () => {
    const alerts: readonly { labels: { alertname: string } }[] = await get('alerts');
    const [disk, spo2] = [...alerts].sort((a) => (a.labels.alertname === 'DiskFull' ? -1 : 1));
    const active = { state: 'active', silencedBy: [], inhibitedBy: [], mutedBy: [] };
    expect(disk).toMatchObject({
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      annotations: { summary: 'Disk is full', description: '97 %' },
      generatorURL: 'http://prometheus/graph',
      receivers: [{ name: 'icu' }],
      status: active,
    });
    expect(disk?.labels).toEqual({
      alertname: 'DiskFull',
      team: 'icu',
      instance: 'db-1',
      severity: 'page',
    });
    const ours = { service: 'icu', subject: 'bed-1', metric: 'spo2', severity: 'critical' };
    expect(spo2).toMatchObject({
      labels: { alertname: 'spo2-low', ward: 'a', ...ours },
      annotations: { summary: 'spo2 low', value: '80 %', limit: 'below 88' },
      generatorURL: '',
    });
    const updated = (one: unknown) => Date.parse((one as { updatedAt: string }).updatedAt);
    for (const one of alerts) {
      expect(Date.now() - updated(one)).toBeLessThan(MINUTE);
    }
  });

  const both = ['DiskFull', 'spo2-low'];
  const queries: readonly (readonly [string, readonly string[]])[] = [
    ['', both],
    ['filter=alertname="DiskFull"', ['DiskFull']],
    ['filter=severity=~"crit.*"&filter=ward=a', ['spo2-low']],
    // As in a URL: a comma within a filter does not part two of them.
    ['filter=alertname=~"a,b|spo2-low"', ['spo2-low']],
    ['filter=subject=db-1', ['DiskFull']],
    ['filter=alertname!~"D.*"', ['spo2-low']],
    ['receiver=ic', []],
    ['receiver=ic.', both],
    ['active=false', []],
    ['silenced=false&inhibited=false&unprocessed=false', both],
  ];
  test.each(queries)('%s', async (query, found) => {
    expect(await names(encodeURI(query))).toEqual(found);
  });

  test.each([
    ['filter=x', /The matcher x cannot be used/],
    ['filter=a%3D~%22(a%2B%22', /missing closing/],
    ['receiver=(a%2B', /missing closing/],
    ['receiver=(', /malformed/],
    ['active=perhaps', /"active" is "perhaps"; it must be true or false/],
  ])('says in a JSON string what is wrong with %s', async (query, says) => {
    const { status, json } = await world.call('GET', `/api/v2/alerts?${query}`);
    expect([status, json]).toEqual([400, expect.stringMatching(says)]);
  });

  test('shows them in groups, one for each incident', async () => {
    const groups = await get('alerts/groups?filter=team%3Dicu');
    expect(groups).toMatchObject([
      {
        labels: { subject: 'db-1' },
        receiver: { name: 'icu' },
        alerts: [{ annotations: { summary: 'Disk is full' } }],
      },
    ]);
  });
});

describe('silences', () => {
  const matcher = { name: 'alertname', value: 'DiskFull', isRegex: false, isEqual: true };
  const wanted = () => ({
    matchers: [matcher],
    startsAt: new Date(Date.now() - HOUR).toISOString(),
    endsAt: new Date(Date.now() + HOUR).toISOString(),
    createdBy: 'anna',
    comment: 'moving',
  });
  const put = (silence: object) => world.call('POST', '/api/v2/silences', { json: silence });

  test('are set, found, changed and ended, and the key of who set them stands there', async () => {
    const before = Date.now();
    const { silenceID: id } = (await put(wanted())).json;
    const made = await get(`silence/${id}`);
    expect(made).toMatchObject({
      id,
      matchers: [matcher],
      createdBy: 'anna, by key local administrator',
      comment: 'moving',
      status: { state: 'active' },
    });
    expect(Date.parse(made.startsAt)).toBeGreaterThanOrEqual(before);
    expect(await names('silenced=false')).toEqual(['spo2-low']);
    const [alert] = await get('alerts?active=false');
    expect(alert.status).toMatchObject({ state: 'suppressed', silencedBy: [id] });

    const again = await put({ ...made, comment: 'takes longer' });
    expect(again.json).toEqual({ silenceID: id });
    expect(await get(`silence/${id}`)).toMatchObject({
      comment: 'takes longer',
      createdBy: made.createdBy,
      startsAt: made.startsAt,
    });

    const other = [
      { name: 'ward', value: 'a|b', isRegex: true, isEqual: false },
      { ...matcher, name: 'zone' },
    ];
    const { silenceID: next } = (await put({ ...made, matchers: other })).json;
    expect(next).not.toBe(id);
    expect(await get('silences')).toMatchObject([
      { id: next, matchers: other, status: { state: 'active' } },
      { id, status: { state: 'expired' } },
    ]);
    expect(await get('silences?filter=alertname%3DDiskFull')).toMatchObject([{ id }]);

    const ended = await world.call('DELETE', `/api/v2/silence/${next}`);
    expect([ended.status, ended.text]).toEqual([200, '']);
    expect(await get(`silence/${next}`)).toMatchObject({ status: { state: 'expired' } });
  });

  test('of whom nobody is named have the key alone', async () => {
    const { silenceID: id } = (await put({ ...wanted(), id: '', createdBy: '' })).json;
    expect(await get(`silence/${id}`)).toMatchObject({ createdBy: 'local administrator' });
    await world.call('DELETE', `/api/v2/silence/${id}`);
  });

  test('cannot take over the key of another', async () => {
    const createdBy = 'anna (key boss) (key of all)';
    const { silenceID: id } = (await put({ ...wanted(), createdBy })).json;
    expect((await get(`silence/${id}`)).createdBy).toBe('anna, by key local administrator');
    await world.call('DELETE', `/api/v2/silence/${id}`);
  });

  test('that are ended before they begin are over', async () => {
    const startsAt = new Date(Date.now() + MINUTE).toISOString();
    const { silenceID: id } = (await put({ ...wanted(), startsAt })).json;
    expect(await get(`silence/${id}`)).toMatchObject({ status: { state: 'pending' } });
    await world.call('DELETE', `/api/v2/silence/${id}`);
    expect(await get(`silence/${id}`)).toMatchObject({ status: { state: 'expired' } });
    const listed = (await world.call('GET', '/v1/silences')).json.silences;
    expect(listed.find((s: { id: string }) => s.id === id).status).toBe('expired');
  });

  const past = '2026-01-01T00:00:00Z';
  const wrongs: readonly (readonly [object | string, RegExp])[] = [
    [{ endsAt: past }, /It would end at 2026-01-01 00:00 UTC/],
    [{ endsAt: 'soon' }, /^endsAt: It is "soon"; it must be a time/],
    [{ matchers: [] }, /^matchers: .* a list of 1 to 20, each a matcher/],
    [{ matchers: [{ ...matcher, value: 1 }] }, /^matchers: /],
    [{ matchers: [{ ...matcher, value: '' }] }, /would match every alert/],
    [{ matchers: [{ ...matcher, value: '.*', isRegex: true }] }, /would match every alert/],
    [{ matchers: [{ ...matcher, value: '(', isRegex: true }] }, /malformed: missing closing/],
    [{ comment: 'x'.repeat(501) }, /^comment: /],
  ];
  test.each(wrongs)('with %j are refused in a JSON string', async (wrong, says) => {
    const { status, json } = await put({ ...wanted(), ...(wrong as object) });
    expect([status, json]).toEqual([400, expect.stringMatching(says)]);
  });

  test('that are no JSON, or a list, are refused', async () => {
    const headers = { 'content-type': 'application/json' };
    const bodies = { '{': /^The body is not JSON: line 1/, 7: /object/, null: /a JSON object\.$/ };
    for (const [body, says] of Object.entries(bodies)) {
      expect(await world.call('POST', '/api/v2/silences', { body, headers })).toMatchObject({
        status: 400,
        json: expect.stringMatching(says),
      });
    }
  });

  test('that do not exist are not found', async () => {
    for (const method of ['GET', 'DELETE']) {
      expect(await world.call(method, '/api/v2/silence/x')).toMatchObject({
        status: 404,
        json: 'There is no silence "x".',
      });
    }
    expect((await put({ ...wanted(), id: 'x' })).status).toBe(404);
  });

  test('need a key that may set them', async () => {
    const key = await world.key('read');
    const { status, json } = await world.call('POST', '/api/v2/silences', { json: wanted(), key });
    expect([status, json]).toEqual([403, expect.stringMatching(/scope "respond"/)]);
  });
});

describe('clients may ask first', () => {
  test('for status and receivers, with the routes as a configuration of Alertmanager', async () => {
    const { cluster, versionInfo, config, uptime } = await get('status');
    expect([cluster.status, versionInfo.version]).toEqual(['disabled', 'wardbell']);
    expect(Date.parse(uptime)).toBeLessThanOrEqual(Date.now());
    expect(JSON.parse(config.original)).toEqual({
      route: {
        receiver: 'it',
        routes: [
          { receiver: 'heartbeat prometheus', matchers: ['alertname="Watchdog"'] },
          { receiver: 'icu', matchers: ['team="icu"'] },
        ],
      },
      receivers: [{ name: 'icu' }, { name: 'it' }, { name: 'heartbeat prometheus' }],
    });
    expect(await get('receivers')).toEqual(JSON.parse(config.original).receivers);
  });

  test('whether the API is up, without a key', async () => {
    for (const path of ['/-/healthy', '/-/ready']) {
      const { status, text } = await world.call('GET', path, { key: null });
      expect([status, text]).toEqual([200, 'OK']);
    }
    expect((await world.call('GET', '/api/v2/status', { key: null })).status).toBe(401);
  });
});
