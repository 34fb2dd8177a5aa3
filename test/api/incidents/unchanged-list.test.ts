import { beforeEach, describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import { createClient, type KeptAnswer } from '#api/client/index.ts';
import { SECOND } from '#core/time/instant.ts';
import type { Ports } from '#usecases/ports.ts';
import { asker } from '../../support/ask.ts';
import { alert, incident, NIGHT } from '../../support/incident.ts';
import { apiHandler } from '../../support/respond.ts';

let now: number;
let calls: string[];
let ports: Ports;
let get: (path?: string, tag?: string) => Promise<{ status: number | undefined; tag: string }>;

beforeEach(async () => {
  now = Math.ceil(NIGHT / (30 * SECOND)) * 30 * SECOND;
  calls = [];
  ports = memoryPorts();
  const watched = observePorts(ports, async (operation, call) => {
    calls.push(operation);
    return call();
  });
  const handler = apiHandler({ ports: watched, clock: () => now });
  const ask = await asker(handler, ports.controls);
  get = async (path = '/v1/incidents', tag = '') => {
    calls = [];
    const { status, headers } = await ask(path, { headers: { 'if-none-match': tag } });
    return { status, tag: String(headers?.['etag']) };
  };
  await ports.incidents.save(incident([alert('bed-1')], { version: 1 }), 0);
});

const incidentReads = () =>
  calls.filter((call) => call.startsWith('incidents.') && call !== 'incidents.changeMark');

describe('a list of open incidents that has not changed', () => {
  test('is told to be unchanged without a read of any incident', async () => {
    const { tag } = await get();
    expect(incidentReads()).toEqual(['incidents.open']);
    expect(await get('/v1/incidents', tag)).toEqual({ status: 304, tag });
    expect(incidentReads()).toEqual([]);
    expect(calls).toContain('incidents.changeMark');
  });

  test('is read again after 30 seconds, since a mark may be missing, and told once more with a new tag', async () => {
    const { tag } = await get();
    now += 30 * SECOND;
    const later = await get('/v1/incidents', tag);
    expect(later.status).toBe(304);
    expect(later.tag).not.toBe(tag);
    expect(incidentReads()).toEqual(['incidents.open']);
    expect(await get('/v1/incidents', later.tag)).toEqual({ status: 304, tag: later.tag });
    expect(incidentReads()).toEqual([]);
  });

  test('is sent once an incident was saved, acknowledged say', async () => {
    const { tag } = await get();
    const [stored] = await ports.incidents.open();
    const acknowledged = { ...stored, status: 'acknowledged', version: 2 } as NonNullable<
      typeof stored
    >;
    await ports.incidents.save(acknowledged, 1);
    expect((await get('/v1/incidents', tag)).status).toBe(200);
  });

  test('is told as unchanged where what was saved is not shown in it', async () => {
    const { tag } = await get();
    await ports.incidents.save(incident([alert('bed-2')], { status: 'resolved', version: 1 }), 0);
    const after = await get('/v1/incidents', tag);
    expect(after.status).toBe(304);
    expect(incidentReads()).toEqual(['incidents.open']);
  });

  test('is another under another filter, and with all of the last days it is always read', async () => {
    const { tag } = await get();
    expect((await get('/v1/incidents?severity=info', tag)).status).toBe(200);
    const all = await get('/v1/incidents?status=all');
    await get('/v1/incidents?status=all', all.tag);
    expect(incidentReads()).toContain('incidents.open');
  });
});

test('the client asks with the tag that it was last answered with', async () => {
  const kept = new Map<string, KeptAnswer>();
  const asked: (string | null)[] = [];
  const tags = ['W/"a.1"', 'W/"a.2"', 'W/"a.2"'];
  const fetched: typeof fetch = async (_, init) => {
    asked.push(new Headers(init?.headers).get('if-none-match'));
    const status = asked.length === 1 ? 200 : 304;
    const etag = tags[asked.length - 1] ?? '';
    const body = status === 200 ? JSON.stringify({ incidents: [] }) : null;
    return new Response(body, { status, headers: { etag } });
  };
  const before = globalThis.fetch;
  globalThis.fetch = fetched;
  try {
    const client = createClient({ url: 'http://x', key: 'k', kept });
    for (const _ of tags) {
      expect(await client.listIncidents()).toEqual({ incidents: [] });
    }
  } finally {
    globalThis.fetch = before;
  }
  expect(asked).toEqual([null, 'W/"a.1"', 'W/"a.2"']);
});
