import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { fingerprint } from '#core/alert/fingerprint.ts';
import { UNREAD_ITEM } from '#core/evaluation/unread-notes.ts';
import { configHash } from '#core/team/applied-config.ts';
import type { Config } from '#core/team/config.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { createApiKey } from '#http/api-key.ts';
import type { Ports } from '#usecases/ports.ts';
import { subject } from '../adapters/sample-states.ts';
import { type Answered, asker } from '../support/ask.ts';
import { hospital } from '../support/config.ts';
import { heartbeat } from '../support/heartbeats.ts';
import { alert, incident, NIGHT } from '../support/incident.ts';
import { apiHandler } from '../support/respond.ts';
import { STORE_ENGINES, type StoreEngineName } from '../support/store-engines.ts';

const twoDigits = (n: number) => String(n).padStart(2, '0');
const byNumber = <Item>(count: number, made: (id: string) => Item) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => [`x-${twoDigits(n)}`, made(`x-${twoDigits(n)}`)]),
  );

/** With lists of its own: 23 schedules and 23 heartbeats, which come and go with a deploy only. */
const CONFIG: Config = hospital({
  config: {
    schedules: byNumber(23, (id) => ({ id, timeZone: 'UTC', layers: [] })),
    heartbeats: byNumber(23, (id) => heartbeat(id)),
  },
});

type Stored = Pick<Ports, 'subjects' | 'incidents' | 'controls'>;

/** A list of what is stored: how one comes to be, and how one goes or changes. */
interface StoredList {
  readonly name: string;
  /** Returns the names on a page. */
  readonly named: (json: Answered['json']) => readonly string[];
  readonly add: (ports: Stored, n: number) => Promise<unknown>;
  readonly remove: (ports: Stored, n: number) => Promise<unknown>;
  /** Changes one item, which keeps its identity. */
  readonly change: (ports: Stored, n: number) => Promise<unknown>;
}

const silence = (n: number, endsAt = NIGHT + MINUTE) => ({
  id: `s-${n}`,
  kind: 'silence' as const,
  matchers: [{ name: 'subject', op: '=' as const, value: `bed-${n}` }],
  startsAt: NIGHT,
  endsAt,
  createdAt: NIGHT + (n % 7) * SECOND,
  createdBy: 'anna',
  comment: 'x',
});

const override = (n: number, person = 'anna') => ({
  id: `o-${n}`,
  schedule: 'x-00',
  person,
  from: NIGHT + (n % 7) * SECOND,
  to: NIGHT + MINUTE,
  createdAt: NIGHT,
  createdBy: 'anna',
});

const key = (n: number) => ({
  ...createApiKey(`key ${n}`, ['samples'], NIGHT + (n % 7) * SECOND).key,
  id: `k-${n}`,
});

const opened = (n: number, more: object = {}) =>
  incident([alert(`bed-${n}`)], { openedAt: NIGHT - (n % 7) * SECOND, ...more });

const unreadSeries = (n: number) => ({ metric: `m-${n}`, heardAt: NIGHT, subjects: {} });

async function amendUnread({ subjects }: Stored, change: (all: Set<number>) => void) {
  const stored = (await subjects.load([UNREAD_ITEM])).get(UNREAD_ITEM);
  const all = new Set((stored?.unread?.series ?? []).map(({ metric }) => Number(metric.slice(2))));
  change(all);
  const unread = { config: configHash(CONFIG), series: [...all].map(unreadSeries) };
  const version = stored?.version ?? 0;
  await subjects.save({ ...subject(UNREAD_ITEM, { unread }), version: version + 1 }, version);
}

const LISTS: readonly StoredList[] = [
  {
    name: 'silences',
    named: ({ silences }) => silences.map((one: { id: string }) => one.id.slice(2)),
    add: ({ controls }, n) => controls.putSilence(silence(n)),
    remove: ({ controls }, n) => controls.removeSilence(`s-${n}`),
    change: ({ controls }, n) => controls.putSilence(silence(n, NIGHT - MINUTE * n)),
  },
  {
    name: 'overrides',
    named: ({ overrides }) => overrides.map((one: { id: string }) => one.id.slice(2)),
    add: ({ controls }, n) => controls.putOverride(override(n)),
    remove: ({ controls }, n) => controls.removeOverride(`o-${n}`),
    change: ({ controls }, n) => controls.putOverride(override(n, 'bo')),
  },
  {
    name: 'keys',
    named: ({ keys }) =>
      keys.flatMap(({ id }: { id: string }) => (id.startsWith('k-') ? [id.slice(2)] : [])),
    add: ({ controls }, n) => controls.putKey(key(n)),
    remove: ({ controls }, n) => controls.putKey({ ...key(n), revokedAt: NIGHT }),
    change: ({ controls }, n) => controls.putKey({ ...key(n), name: 'renamed' }),
  },
  {
    name: 'incidents',
    named: ({ incidents }) =>
      incidents.map((one: { subjects: string[] }) => one.subjects[0]?.slice(4)),
    add: ({ incidents }, n) => incidents.save(opened(n), 0),
    remove: ({ incidents }, n) => {
      const { due: _, ...over } = opened(n, { status: 'resolved', version: 2 });
      return incidents.save(over, 1);
    },
    change: ({ incidents }, n) =>
      incidents.save(opened(n, { severity: 'info', due: NIGHT, version: 2 }), 1),
  },
  {
    name: 'subjects',
    named: ({ subjects }) => subjects.map((one: { subject: string }) => one.subject.slice(4)),
    add: ({ subjects }, n) => subjects.save(subject(`bed-${n}`), 0),
    remove: ({ subjects }, n) => subjects.remove(`bed-${n}`, 1),
    change: ({ subjects }, n) =>
      subjects.save(subject(`bed-${n}`, { lastSeq: NIGHT, version: 2 }), 1),
  },
  {
    name: 'unread',
    named: ({ unread }) => unread.map((one: { metric: string }) => one.metric.slice(2)),
    add: (ports, n) => amendUnread(ports, (all) => all.add(n)),
    remove: (ports, n) => amendUnread(ports, (all) => all.delete(n)),
    // The longest known stands first in the store.
    change: (ports, n) => amendUnread(ports, (all) => all.delete(n) && all.add(n)),
  },
];

async function reader(stores: Stored) {
  const ports = { ...memoryPorts(() => NIGHT), ...stores };
  return asker(apiHandler({ ports, config: CONFIG }), ports.controls, ['admin']);
}

describe.each(['memory', 'DynamoDB'] as const)('on %s', (engineName: StoreEngineName) => {
  let engine: Awaited<ReturnType<(typeof STORE_ENGINES)[StoreEngineName]>>;
  beforeAll(async () => {
    engine = await STORE_ENGINES[engineName]();
  });
  afterAll(() => engine.stop());

  test.each(LISTS)(
    'pages of $name hold once whatever is there throughout, while others come, change and go',
    ({ name, named, add, remove, change }) =>
      engine.use(async (stores) => {
        const get = await reader(stores);
        for (let n = 10; n < 50; n++) {
          await add(stores, n);
        }
        const found: string[] = [];
        let pages = 0;
        let next: string | undefined;
        do {
          const more: string = next === undefined ? '' : `&cursor=${next}`;
          const { json, status } = await get(`/v1/${name}?limit=7${more}`);
          expect(status).toBe(200);
          const page = named(json);
          expect(page.length).toBeLessThanOrEqual(7);
          found.push(...page);
          next = json.next;
          // What was shown and what is still to come goes, comes and changes, at both ends.
          await remove(stores, 10 + pages);
          await remove(stores, 49 - pages);
          await change(stores, 20 + pages);
          await change(stores, 39 - pages);
          await add(stores, 60 + pages);
          pages += 1;
        } while (next !== undefined && pages < 10);
        expect(new Set(found).size).toBe(found.length);
        const stayed = Array.from({ length: 40 - 2 * pages }, (_, n) => String(10 + pages + n));
        expect(new Set(found.filter((n) => stayed.includes(n)))).toEqual(new Set(stayed));
        expect(pages).toBeGreaterThan(5);
      }),
    20_000,
  );

  test.each([
    ['of no moment is refused', 'incidents', '1e999,"x"', 400],
    ['of part of a moment is refused', 'incidents', '1e-200,"x"', 400],
    ['of an incident that never was goes on behind its moment', 'incidents', '9e15,"x"', 200],
    ['of a subject without a name begins anew', 'subjects', '""', 200],
  ])('a made-up cursor %s', (_, list, place, status) =>
    engine.use(async (stores) => {
      const get = await reader(stores);
      const cursor = Buffer.from(`["${list}","${fingerprint([])}",${place}]`).toString('base64url');
      expect(await get(`/v1/${list}?cursor=${cursor}`)).toMatchObject({ status });
    }),
  );
});

describe('an answer', () => {
  async function filled() {
    let now = NIGHT;
    const ports = memoryPorts(() => NIGHT);
    for (const { add } of LISTS) {
      await add(ports, 1);
    }
    const handler = apiHandler({ ports, config: CONFIG, clock: () => now });
    const get = await asker(handler, ports.controls, ['admin']);
    const pass = (time: number) => {
      now += time;
    };
    return { ports, get, pass };
  }

  const GOT = [
    ...LISTS.map(({ name }) => name),
    'oncall',
    'heartbeats',
    `incidents/${opened(1).id}`,
    'subjects/bed-1',
  ];

  test.each(GOT)('is not sent again to whoever has it: %s', async (path) => {
    const { get, pass } = await filled();
    pass(10 * SECOND);
    const { headers, body } = await get(`/v1/${path}`);
    expect(headers).toMatchObject({
      etag: expect.stringMatching(/^W\/"[\w-]{22}(\.[\w-]{22})?"$/),
      'cache-control': 'private, no-cache',
    });
    expect(body).not.toBe('');
    pass(30 * SECOND);
    const held = { 'if-none-match': `"x", ${headers?.['etag']}` };
    const { etag, 'cache-control': cached } = headers ?? {};
    // What stands behind the dot is of the mark under which an answer was read, not of the answer.
    const same = expect.stringContaining(String(etag).replace(/[."][^."]*"?$/, ''));
    const nothing = {
      status: 304,
      headers: { etag: same, 'cache-control': cached },
      json: undefined,
    };
    expect(await get(`/v1/${path}`, { headers: held })).toMatchObject(nothing);
    expect(await get(`/v1/${path}`, { method: 'HEAD', headers: held })).toMatchObject(nothing);
    expect((await get(`/v1/${path}`, { headers: { 'if-none-match': '*' } })).status).toBe(304);
    const whole = await get(`/v1/${path}`, { method: 'HEAD' });
    expect([whole.status, whole.headers?.['etag'], whole.body]).toEqual([200, same, undefined]);
  });

  test.each(LISTS)('is another where something was added to $name', async ({ name, add }) => {
    const { get, ports } = await filled();
    const { headers } = await get(`/v1/${name}`);
    await add(ports, 2);
    const held = { 'if-none-match': String(headers?.['etag']) };
    const { status, headers: other } = await get(`/v1/${name}`, { headers: held });
    expect(status).toBe(200);
    expect(other?.['etag']).not.toBe(headers?.['etag']);
  });

  test('is another where somebody is on call for longer', async () => {
    const { get, ports } = await filled();
    await ports.controls.putOverride(override(7));
    const { headers, json } = await get('/v1/oncall');
    expect(json.schedules[0]).toMatchObject({ schedule: 'x-00', person: 'anna' });
    await ports.controls.putOverride({ ...override(7), to: NIGHT + 2 * MINUTE });
    const held = { 'if-none-match': String(headers?.['etag']) };
    expect((await get('/v1/oncall', { headers: held })).status).toBe(200);
  });

  test('is another where time alone has changed it: a silence is over', async () => {
    const { get, pass } = await filled();
    const { headers } = await get('/v1/silences');
    pass(2 * MINUTE);
    const held = { 'if-none-match': String(headers?.['etag']) };
    const { status, json } = await get('/v1/silences', { headers: held });
    expect([status, json.silences[0].status]).toEqual([200, 'expired']);
  });

  test.each([
    ['health', '/v1/health', 200],
    ['a list of Alertmanager', '/api/v2/alerts', 200],
    ['what is not there', '/v1/incidents/none', 404],
    ['what is not asked for well', '/v1/silences?limit=x', 400],
  ])('has no tag where nobody keeps it: %s', async (_, path, status) => {
    const { get } = await filled();
    const answer = await get(path, { headers: { 'if-none-match': '*' } });
    expect([answer.status, answer.headers?.['etag']]).toEqual([status, undefined]);
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' });
  });
});

test('a client without its key is refused, whatever it has cached', async () => {
  const ports = memoryPorts(() => NIGHT);
  const get = await asker(apiHandler({ ports, config: CONFIG }), ports.controls, ['samples']);
  expect((await get('/v1/silences', { headers: { 'if-none-match': '*' } })).status).toBe(403);
});

test.each([
  ['oncall', 'schedules', 'schedule'],
  ['heartbeats', 'heartbeats', 'heartbeat'],
])('pages of %s go on by name', async (path, list, id) => {
  const get = await reader(memoryPorts(() => NIGHT));
  const first = (await get(`/v1/${path}?limit=20`)).json;
  const second = (await get(`/v1/${path}?limit=20&cursor=${first.next}`)).json;
  const names = [...first[list], ...second[list]].map((one) => one[id]);
  expect(names).toEqual(Array.from({ length: 23 }, (_, n) => `x-${twoDigits(n)}`));
  expect([first[list].length, second.next]).toEqual([20, undefined]);
});

test('what is not sent stands behind what is not read, on pages of both', async () => {
  const ports = memoryPorts(() => NIGHT);
  const get = await reader(ports);
  await amendUnread(ports, (all) => all.add(1).add(2));
  const [first] = [(await get('/v1/unread?limit=1')).json];
  const second = (await get(`/v1/unread?limit=1&cursor=${first.next}`)).json;
  expect([first.unread, second.unread].flat()).toMatchObject([
    { metric: 'm-1' },
    { metric: 'm-2' },
  ]);
  expect(second.next).toBeUndefined();
});

test('pages of subjects in one state hold each once, however few of those looked at are shown', async () => {
  const ports = memoryPorts(() => NIGHT);
  const get = await reader(ports);
  for (let n = 10; n < 30; n++) {
    await ports.subjects.save(subject(`bed-${n}`), 0);
  }
  const [{ state }] = (await get('/v1/subjects?limit=1')).json.subjects;
  const found: string[] = [];
  let next: string | undefined = '';
  do {
    const { json } = await get(`/v1/subjects?state=${state}&limit=7&cursor=${next}`);
    found.push(...json.subjects.map((one: { subject: string }) => one.subject));
    next = json.next;
  } while (next !== undefined && found.length <= 20);
  expect(found).toEqual(Array.from({ length: 20 }, (_, n) => `bed-${10 + n}`));
});

describe('a cursor', () => {
  async function silenced() {
    const ports = memoryPorts(() => NIGHT);
    const get = await reader(ports);
    for (let n = 0; n < 5; n++) {
      await ports.controls.putSilence(silence(n));
      await ports.controls.putOverride(override(n));
    }
    const { next } = (await get('/v1/silences?limit=2&status=active&kind=silence')).json;
    return { get, next };
  }

  test('goes on with another limit, and with its filters in another order', async () => {
    const { get, next } = await silenced();
    const path = `/v1/silences?kind=silence&cursor=${next}&limit=3&status=active`;
    expect((await get(path)).json.silences).toHaveLength(3);
  });

  test('is taken as `after`, too, as it was called', async () => {
    const { get } = await silenced();
    const { next } = (await get('/v1/overrides?limit=4')).json;
    expect((await get(`/v1/overrides?after=${next}`)).json.overrides).toHaveLength(1);
    expect((await get('/v1/overrides?after=')).json.overrides).toHaveLength(5);
  });

  test.each([
    [
      'of another list',
      (next: string) => `overrides?cursor=${next}`,
      /of another list, "silences"/,
    ],
    ['of other filters', (next: string) => `silences?cursor=${next}`, /under other filters/],
    ['that is none', () => 'silences?cursor=12-ab', /^"cursor" is "12-ab"; it must be the "next"/],
    [
      'cut short',
      (next: string) => `silences?cursor=${next.slice(0, -4)}`,
      /it must be the "next"/,
    ],
    [
      'of other parts',
      () => `keys?cursor=${forged(['keys', '', 'x', 1])}`,
      /it must be the "next"/,
    ],
    ['of nothing', () => `keys?cursor=${forged([])}`, /it must be the "next"/],
    ['of no list', () => `keys?cursor=${forged({})}`, /it must be the "next"/],
    ['without end', () => `subjects?cursor=${'A'.repeat(5_000)}`, /it must be the "next"/],
  ])('%s is refused', async (_, path, says) => {
    const { get, next } = await silenced();
    const { status, json } = await get(`/v1/${path(next)}`);
    expect({ status, detail: json.detail }).toEqual({
      status: 400,
      detail: expect.stringMatching(says),
    });
  });

  function forged(parts: unknown): string {
    return Buffer.from(JSON.stringify(parts)).toString('base64url');
  }
});

describe('a filter', () => {
  async function filled() {
    const ports = memoryPorts(() => NIGHT);
    const { controls, incidents } = ports;
    await controls.putSilence(silence(1));
    await controls.putSilence({ ...silence(2, NIGHT - MINUTE), kind: 'maintenance' });
    await controls.putOverride(override(1));
    await controls.putOverride(override(2, 'left'));
    await controls.putKey({ ...key(1), revokedAt: NIGHT });
    await controls.putKey(key(2));
    await incidents.save(opened(1, { severity: 'warning' }), 0);
    await incidents.save(opened(2, { service: 'renamed' }), 0);
    await amendUnread(ports, (all) => all.add(1).add(2));
    return reader(ports);
  }

  test.each([
    ['silences?status=active', 'silences', ['s-1']],
    ['silences?kind=maintenance', 'silences', ['s-2']],
    ['overrides?person=anna', 'overrides', ['o-1']],
    // Of a person or a service whom the config does not have any more, too.
    ['overrides?person=left&schedule=x-00', 'overrides', ['o-2']],
    ['incidents?service=renamed', 'incidents', [opened(2).id]],
    ['incidents?severity=warning', 'incidents', [opened(1).id]],
    ['keys?status=revoked', 'keys', ['k-1']],
    ['keys?status=valid&scope=samples', 'keys', ['k-2']],
    ['heartbeats?status=up', 'heartbeats', []],
    ['heartbeats?service=icu', 'heartbeats', []],
    ['oncall?person=anna', 'schedules', []],
    ['unread?metric=m-2', 'unread', [undefined]],
  ])('keeps what is asked for: %s', async (path, list, ids) => {
    const get = await filled();
    const { json } = await get(`/v1/${path}`);
    expect(json[list]?.map(({ id }: { id?: string }) => id)).toEqual(ids);
  });

  test.each([
    ['silences?status=over', 400, /^"status" is "over"; it must be one of "pending", "active", "/],
    ['silences?kind=window', 400, /^"kind" is "window"/],
    ['keys?scope=write', 400, /^"scope" is "write"; .*"samples", "read"/],
    ['heartbeats?status=missing', 400, /^"status" is "missing"/],
    ['subjects?state=bad', 400, /^"state" is "bad"/],
    ['incidents?severity=high', 400, /^"severity" is "high"/],
    ['incidents?service=ics', 400, /no service "ics". Did you mean "icu"/],
    ['overrides?person=ana', 400, /no person "ana". Did you mean "anna"/],
    ['oncall?person=ana', 400, /no person "ana"/],
    ['oncall?schedule=x', 404, /no schedule "x"/],
    ['heartbeats?service=ics', 400, /no service "ics"/],
    ['silences?limit=1001', 400, /^"limit" is "1001"; it must be a whole number from 1 to 1000/],
    ['subjects?limit=1001', 400, /from 1 to 1000/],
    ['unread?limit=0', 400, /^"limit" is "0"/],
    [
      'silences?limt=1',
      400,
      /Did you mean "limit"\? Allowed parameters are: status, kind, covers, limit/,
    ],
  ])('that asks for what there is not is refused: %s', async (path, refused, says) => {
    const get = await filled();
    const { status, json } = await get(`/v1/${path}`);
    expect({ status, detail: json.detail }).toEqual({
      status: refused,
      detail: expect.stringMatching(says),
    });
  });
});
