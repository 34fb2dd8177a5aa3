import { describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import type { Incident } from '#core/incident/incident.ts';
import { DAY } from '#core/time/instant.ts';
import { createApiKey } from '#http/api-key.ts';
import { gatewayEvent } from '#local/gateway-event.ts';
import { alert, incident, NIGHT, paging } from '../../support/incident.ts';
import { apiHandler } from '../../support/respond.ts';

/** Returns a handler on a store of its own, asked with a key that may read. */
async function reader() {
  const ports = memoryPorts(() => NIGHT);
  const { token, key } = createApiKey('a test', ['read'], NIGHT);
  await ports.controls.putKey(key);
  const handler = apiHandler({ ports });
  const get = async (url: string) => {
    const headers = { authorization: `Bearer ${token}` };
    const from = { headers, body: Buffer.alloc(0), sourceIp: '::1', id: 'r', at: NIGHT };
    const routed = gatewayEvent({ method: 'GET', url, ...from });
    const { body = '', statusCode, headers: more } = await handler(routed.event, {} as never);
    expect(body.length).toBeLessThan(5_500_000);
    return { json: JSON.parse(body), status: statusCode, headers: more };
  };
  const ask = async (query: string) => {
    const { json, status } = await get(`/v1/incidents?${query}`);
    return { ...json, status };
  };
  /** Returns the items of all pages of a list. */
  const all = async (query: string) => {
    const lists: string[][] = [];
    for (let next: string | undefined = ''; next !== undefined; ) {
      const answer: { incidents: { subjects: string[] }[]; next?: string } = await ask(
        query + (next && `&cursor=${next}`),
      );
      lists.push(answer.incidents.map(({ subjects }) => subjects[0] ?? ''));
      next = answer.next;
    }
    return lists;
  };
  const save = async (bed: string, more: Partial<Incident>) => {
    await ports.incidents.save(incident([alert(bed)], more), 0);
    return bed;
  };
  const resolved = { status: 'resolved', due: undefined } as unknown as Partial<Incident>;
  return { ports, get, ask, all, save, resolved };
}

const sizes = (lists: readonly (readonly string[])[]) => lists.map(({ length }) => length);

describe('the list of incidents', () => {
  test('goes on behind its end where one answer has no room for all, the newest first', async () => {
    const { ask, all, save } = await reader();
    for (let i = 0; i < 2_002; i++) {
      await save(`bed-${i}`, { openedAt: NIGHT + i });
    }
    const lists = await all('status=open');
    expect(sizes(lists)).toEqual([1_000, 1_000, 2]);
    expect(lists.flat()).toEqual(Array.from({ length: 2_002 }, (_, i) => `bed-${2_001 - i}`));
    expect(await ask('limit=2')).toMatchObject({ next: expect.stringMatching(/^[\w-]+$/) });
  });

  test('has every one of a day on which a storm opened very many at one moment', async () => {
    const { all, save, resolved } = await reader();
    const beds: string[] = [];
    for (let i = 0; i < 1_300; i++) {
      beds.push(await save(`bed-${i}`, { ...resolved, openedAt: NIGHT - DAY }));
    }
    beds.push(await save('before', { ...resolved, openedAt: NIGHT - 3 * DAY }));
    beds.push(await save('today', { ...resolved, openedAt: NIGHT }));
    const lists = await all('status=all&days=7');
    expect(sizes(lists)).toEqual([1_000, 302]);
    expect(new Set(lists.flat())).toEqual(new Set(beds));
  });

  test('has what is open and older than the days asked for once, and last', async () => {
    const { all, save, resolved } = await reader();
    await save('old', { openedAt: NIGHT - 20 * DAY });
    await save('open', { openedAt: NIGHT - DAY });
    for (let i = 0; i < 5; i++) {
      await save(`bed-${i}`, { ...resolved, openedAt: NIGHT - i });
    }
    const days = 'status=all&days=7&limit=3';
    expect(await all(days)).toEqual([
      ['bed-0', 'bed-1', 'bed-2'],
      ['bed-3', 'bed-4', 'open'],
      ['old'],
    ]);
    expect(await all('status=all&days=31&limit=3')).toEqual(await all(days));
    expect(await all('status=open&limit=1')).toEqual([['open'], ['old']]);
  });

  test.each(['cursor=x', 'cursor=1-x', 'limit=0', 'limit=1001', 'limit=1e2', 'days=1e1'])(
    'is refused for %s',
    async (query) => {
      const { ask } = await reader();
      expect(await ask(query)).toMatchObject({ status: 400, detail: expect.stringMatching(/"/) });
    },
  );

  test('counts the subjects that an incident has no room for', async () => {
    const { ask, save } = await reader();
    await save('one', {});
    expect((await ask('')).incidents[0]).not.toHaveProperty('moreSubjects');
    const many = Array.from({ length: 25 }, (_, n) => alert(`bed-${n}`));
    const crowd = incident(many);
    await save('many', { ...crowd, openedAt: NIGHT + 1 });
    expect((await ask('')).incidents[0]).toMatchObject({ moreSubjects: 5 });
  });
});

test('an incident shows the newest changes around it, and counts the others', async () => {
  const { ports, get, save } = await reader();
  await save('bed-1', {});
  const [open] = await ports.incidents.open();
  for (let n = 0; n < 25; n++) {
    const change = { id: `${new Date(NIGHT - n).toISOString()}-${n}`, at: NIGHT - n };
    const told = { summary: `change ${n}`, key: 'ci', details: {}, links: [] };
    await ports.controls.putChange({ ...change, ...told });
  }
  const { json } = await get(`/v1/incidents/${open?.id}`);
  expect([json.changes.length, json.changes[0].summary, json.moreChanges]).toEqual([
    20,
    'change 0',
    5,
  ]);
});

test('alerts that an answer of Alertmanager has no room for are counted in a header', async () => {
  const { ports, get, save } = await reader();
  await save('bed-1', {});
  expect((await get('/api/v2/alerts')).headers).not.toHaveProperty('wardbell-warning');
  const large = Array.from({ length: 900 }, (_, n) => {
    return alert(`bed-${n}`, { labels: { note: 'x'.repeat(7_000) } });
  });
  await ports.incidents.save(incident(large, { id: `${'f'.repeat(16)}-1` }), 0);
  const { json, headers } = await get('/api/v2/alerts');
  const left = 901 - json.length;
  expect(left).toBeGreaterThan(100);
  expect(headers?.['wardbell-warning']).toMatch(new RegExp(`^${left} alerts are left out, `));
});

describe('a query', () => {
  test.each([
    ['incidents?severty=critical', /^"severty" is "critical".* Did you mean "severity"\? Allowed/],
    ['incidents?status=open&ward=icu', /^"ward" is "icu"/],
    ['oncall?ward=icu', /are: schedule, person, at, limit, cursor\.$/],
    ['subjects/x?state=active', /this address takes no parameters\.$/],
    ['subjects?severity=critical', /Allowed parameters are: service, state, times, limit,/],
  ])('that the route does not know is refused: %s', async (path, says) => {
    const { get } = await reader();
    const { json, status } = await get(`/v1/${path}`);
    expect({ status, detail: json.detail }).toEqual({
      status: 400,
      detail: expect.stringMatching(says),
    });
  });

  test('is taken as it comes where a monitor asks for health', async () => {
    const { get } = await reader();
    expect((await get('/v1/health?t=1')).status).toBe(200);
  });
});

describe('what a console filters', () => {
  test('is by whoever has it or was paged about it', async () => {
    const { ports, ask } = await reader();
    const { incident: paged } = paging(incident([alert('bed-1')]), 'anna', 'sms', {
      status: 'sent',
    });
    await ports.incidents.save(paged, 0);
    const taken = {
      by: 'anna',
      person: true,
      at: NIGHT,
      kind: 'acknowledged',
      alerts: [],
      severity: 'critical',
    } as const;
    const second = incident([alert('bed-2')], { status: 'acknowledged', acknowledgement: taken });
    await ports.incidents.save(second, 0);
    await ports.incidents.save(incident([alert('bed-3')]), 0);
    const { incidents } = await ask('person=anna');
    expect(incidents.map((one: { subjects: string[] }) => one.subjects[0]).sort()).toEqual([
      'bed-1',
      'bed-2',
    ]);
    expect(await ask('person=annna')).toMatchObject({ status: 400 });
  });

  test('is by labels, several at once, as silences match', async () => {
    const { ports, ask } = await reader();
    for (const [bed, ward] of [
      ['bed-1', 'icu, north'],
      ['bed-2', 'icu, north'],
      ['bed-3', 'er'],
    ] as const) {
      await ports.incidents.save(incident([alert(bed, { labels: { ward } })]), 0);
    }
    const filter = (...matchers: string[]) =>
      matchers.map((matcher) => `filter=${encodeURIComponent(matcher)}`).join('&');
    const found = await ask(filter('ward="icu, north"', 'subject!="bed-2"'));
    expect(found.incidents).toMatchObject([
      { subjects: ['bed-1'], labels: { ward: 'icu, north' } },
    ]);
    expect(await ask(filter('ward="icu'))).toMatchObject({
      status: 400,
      detail: expect.stringContaining('The matcher ward="icu cannot be used'),
    });
  });
});

test('an incident tells the labels that all of its alerts share', async () => {
  const { ports, ask } = await reader();
  const alerts = ['a', 'b'].map((bed) => alert(bed, { labels: { ward: 'icu', bed } }));
  await ports.incidents.save(incident(alerts), 0);
  expect((await ask('')).incidents[0].labels).toEqual({ ward: 'icu' });
});

test('an incident says what keeps it quiet, and its source what it keeps quiet', async () => {
  const { ports, ask, get } = await reader();
  const source = incident([alert('switch')], { inhibits: ['k/i/f'] });
  const note = { fingerprint: 'f', title: 'Link down', severity: 'critical' } as const;
  const inhibited = { rule: 'network', source: note, incident: source.id, until: NIGHT + DAY };
  const quiet = incident([alert('bed-1')], { inhibited, inhibitedBy: ['k'] });
  for (const one of [source, quiet]) {
    await ports.incidents.save(one, 0);
  }
  await ports.controls.putInhibited({ id: `k/${quiet.id}`, at: NIGHT });
  const { incidents } = await ask('status=open');
  const { source: _, until: __, ...told } = { ...inhibited, ...note };
  expect(incidents.map((one: { inhibitedBy?: unknown }) => one.inhibitedBy)).toContainEqual(told);
  const { json } = await get(`/v1/incidents/${source.id}`);
  expect(json.inhibits).toEqual([
    { id: quiet.id, service: 'icu', title: 'SpO2 low', severity: 'critical' },
  ]);
});
