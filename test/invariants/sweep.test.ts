import { describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { groupHash } from '#core/alert/group-key.ts';
import { type Incident, incidentId } from '#core/incident/incident.ts';
import { DAY, HOUR, MINUTE } from '#core/time/instant.ts';
import { handleIncidentMessage } from '#usecases/handle-incident-message.ts';
import type { Ports, Stores } from '#usecases/ports.ts';
import { sweep } from '#usecases/sweep.ts';
import { incident, mailbox, manyAlerts, page } from '../adapters/sample-states.ts';
import { hospital } from '../support/config.ts';
import { crashingPorts, retryAfterCrash } from '../support/crashing.ts';
import { alert, paging } from '../support/incident.ts';
import { identity, TEST_ACCESS } from '../support/signed-in.ts';
import { STORE_ENGINES, type StoreEngineName } from '../support/store-engines.ts';

const NOW = Date.UTC(2027, 5, 1, 12);
const KEPT = { changes: 31 * DAY, revokedKeys: 90 * DAY, audit: null };
const keeping = (incidents: number | null) =>
  hospital({ config: { retention: { incidents, ...KEPT } } });
const CONFIG = keeping(40 * DAY);
const BEGINNING = NOW - 60 * DAY;
const over = (daysAgo: number): Partial<Incident> => {
  const at = NOW - daysAgo * DAY;
  return { status: 'resolved', openedAt: at - DAY, resolvedAt: at };
};

/**
 * Returns an incident as a store gives it back, with two pages: one that it knows and one left out.
 */
async function keep(stores: Stores, group: string, episode: number, more: Partial<Incident>) {
  const { due: _, ...rest } = incident(group, episode);
  const made = { ...rest, ...more };
  await stores.incidents.save(made, 0);
  await stores.pages.save(page(made, 1, { status: 'sent' }), 0);
  await stores.pages.save(page(made, 2, { status: 'sent' }), 0);
  return made.id;
}

/**
 * Creates the items that every history begins with; returns the ids of those to keep and of those
 * to sweep.
 */
async function fill(stores: Stores, alerts = 3) {
  await beginLate(stores);
  const gone = [
    await keep(stores, 'a', 1, over(55)),
    await keep(stores, 'a', 2, over(52)),
    // Both were opened on the same day.
    await keep(stores, 'b', 7, over(45)),
    await keep(stores, 'b', 8, over(45)),
    await keep(stores, 'many', 1, { ...over(41), alerts: manyAlerts(alerts) }),
  ];
  const undo = { until: NOW, status: 'triggered', planned: [] } as const;
  const kept = [
    await keep(stores, 'young', 1, over(39)),
    await keep(stores, 'open', 1, { openedAt: NOW - 58 * DAY, due: NOW + 1 }),
    await keep(stores, 'undo', 1, { ...over(56), undo, due: NOW }),
    await keep(stores, 'paging', 1, { ...over(56), due: NOW }),
    await keep(stores, 'long', 1, { ...over(10), openedAt: NOW - 57 * DAY }),
  ];
  return { gone, kept };
}

/** A round that begins at the first of these days, and not with the years before. */
async function beginLate({ controls }: Pick<Stores, 'controls'>): Promise<void> {
  await controls.putSweepProgress({ from: BEGINNING, until: BEGINNING });
}

const pagesOf = (ids: readonly string[]) =>
  ids.flatMap((id) => [`${id}.1.0.1.anna.sms`, `${id}.1.0.2.anna.sms`]);

async function expectSwept(stores: Stores, { gone, kept }: Awaited<ReturnType<typeof fill>>) {
  const { incidents, pages } = stores;
  const all = [...gone, ...kept];
  expect([...(await incidents.load(all)).keys()].sort()).toEqual([...kept].sort());
  const left = await pages.load(pagesOf(all));
  expect([...left.keys()].sort()).toEqual(pagesOf(kept).sort());
}

async function sweepAll(
  ports: Pick<Ports, 'incidents' | 'pages' | 'mailboxes' | 'controls' | 'sessions' | 'trends'>,
  config = CONFIG,
) {
  const step = sweep(ports, config);
  for (let steps = 1; ; steps++) {
    if (!(await retryAfterCrash(() => step(NOW))).more) {
      return steps;
    }
    if (steps > 500) {
      throw new Error('the sweep comes to no end');
    }
  }
}

describe.each(Object.keys(STORE_ENGINES) as StoreEngineName[])('a sweep on %s', (name) => {
  test('removes what was over for longer than it is kept, and nothing that may still matter', async () => {
    const engine = await STORE_ENGINES[name]();
    await engine.use(async (stores) => {
      const history = await fill(stores, 2_000);
      await sweepAll(stores);
      await expectSwept(stores, history);
    });
    await engine.stop();
  }, 60_000);

  test('comes to the same end when it stops at any call, or two go on at once', async () => {
    const engine = await STORE_ENGINES[name]();
    const calls = await engine.use(async (stores) => {
      await fill(stores);
      const watched = crashingPorts({ ...memoryPorts(), ...stores }, undefined);
      await sweepAll(watched.ports);
      return watched.calls.length;
    });
    expect(calls).toBeGreaterThan(20);
    for (const moment of ['before', 'after'] as const) {
      for (let at = 1; at <= calls; at += name === 'memory' ? 1 : 13) {
        await engine.use(async (stores) => {
          const history = await fill(stores);
          const { ports } = crashingPorts({ ...memoryPorts(), ...stores }, { at, moment });
          await Promise.all([sweepAll(ports), sweepAll(stores)]);
          await expectSwept(stores, history);
        });
      }
    }
    await engine.stop();
  }, 60_000);

  test('keeps the numbers of incidents going: no id comes twice', async () => {
    const engine = await STORE_ENGINES[name]();
    await engine.use(async (stores) => {
      const groupKey = JSON.stringify(['icu', ['subject', 'bed-1']]);
      await beginLate(stores);
      await keep(stores, groupKey, 3, over(50));
      await sweepAll(stores);
      expect(await stores.incidents.latest(groupKey)).toBeUndefined();
      const ports = { ...memoryPorts(() => NOW), ...stores };
      const first = alert('bed-1', { groupKey, startsAt: NOW });
      const transition = { kind: 'firing', alert: first, seq: NOW, at: NOW } as const;
      await handleIncidentMessage(ports, CONFIG)({ kind: 'transition', transition }, NOW);
      const next = await stores.incidents.latest(groupKey);
      expect(next?.id).toBe(incidentId(groupHash(groupKey), 4));
    });
    await engine.stop();
  }, 60_000);
});

describe('a sweep', () => {
  test('takes small steps, of however many there are', async () => {
    const ports = memoryPorts(() => NOW);
    await beginLate(ports);
    const ids: string[] = [];
    for (let n = 0; n < 300; n++) {
      ids.push(await keep(ports, `group ${n}`, 1, over(50)));
    }
    const step = sweep(ports, CONFIG);
    for (let left = 300; left > 0; ) {
      const { incidents, pages, more } = await step(NOW);
      expect(incidents + pages).toBeLessThanOrEqual(200);
      left -= incidents;
      expect(more).toBe(left > 0 || incidents + pages === 200);
    }
    expect((await ports.incidents.load(ids)).size).toBe(0);
    expect((await ports.pages.load(pagesOf(ids))).size).toBe(0);
  });

  test('follows a config that keeps less, and forgets nothing where it is to keep all', async () => {
    const ports = memoryPorts(() => NOW);
    await beginLate(ports);
    const id = await keep(ports, 'a', 1, over(50));
    await sweepAll(ports, keeping(55 * DAY));
    await sweepAll(ports, keeping(null));
    expect((await ports.incidents.load([id])).size).toBe(1);
    await sweepAll(ports, keeping(45 * DAY));
    expect((await ports.incidents.load([id])).size).toBe(0);
  });

  test('comes back for an incident that was open when its day was swept', async () => {
    const ports = memoryPorts(() => NOW);
    await beginLate(ports);
    const id = await keep(ports, 'a', 1, { openedAt: NOW - 50 * DAY, due: NOW });
    await sweepAll(ports);
    const [found] = (await ports.incidents.load([id])).values();
    const { due: _, ...ended } = found as Incident;
    const closed = { ...ended, status: 'resolved', resolvedAt: NOW, version: 2 } as const;
    await ports.incidents.save(closed, 1);
    const step = sweep(ports, CONFIG);
    const left: number[] = [];
    for (let day = 38; day <= 42; day++) {
      while ((await step(NOW + day * DAY)).more) {
        // Repeats until the round is over.
      }
      left.push((await ports.incidents.load([id])).size);
    }
    expect(left).toEqual([1, 1, 0, 0, 0]);
  });

  test('removes changes and revoked keys in their time', async () => {
    const ports = memoryPorts(() => NOW);
    const { controls } = ports;
    const told = { summary: 'deploy', key: 'ci', details: {}, links: [] };
    await controls.putChange({ ...told, id: 'old', at: NOW - 32 * DAY });
    await controls.putChange({ ...told, id: 'young', at: NOW - 30 * DAY });
    const key = { name: 'k', hash: '', scopes: [], createdAt: 0 } as const;
    await controls.putKey({ ...key, id: 'used' });
    await controls.putKey({ ...key, id: 'young', revokedAt: NOW - 89 * DAY });
    await controls.putKey({ ...key, id: 'old', revokedAt: NOW - 91 * DAY });
    expect(await sweep(ports, CONFIG)(NOW)).toMatchObject({ changes: 1, keys: 1 });
    expect((await controls.changes(0, NOW, 9)).map(({ id }) => id)).toEqual(['young']);
    expect((await controls.keys()).map(({ id }) => id)).toEqual(['used', 'young']);
  });

  test('removes silences a week after their end, and overrides thirty days after theirs', async () => {
    const ports = memoryPorts(() => NOW);
    const { controls } = ports;
    const made = { createdBy: 'bo', createdAt: 0 };
    const silence = { ...made, kind: 'silence', matchers: [], comment: '', startsAt: 0 } as const;
    await controls.putSilence({ ...silence, id: 'old', endsAt: NOW - 7 * DAY - 1 });
    await controls.putSilence({ ...silence, id: 'young', endsAt: NOW - 7 * DAY });
    const override = { ...made, schedule: 'wards', person: 'anna', from: 0 };
    await controls.putOverride({ ...override, id: 'old', to: NOW - 30 * DAY - 1 });
    await controls.putOverride({ ...override, id: 'young', to: NOW - 30 * DAY });
    expect(await sweep(ports, CONFIG)(NOW)).toMatchObject({ silences: 1, overrides: 1 });
    expect((await controls.silences()).map(({ id }) => id)).toEqual(['young']);
    expect((await controls.overrides()).map(({ id }) => id)).toEqual(['young']);
  });

  test('removes the mailboxes of people who have left, with the last incident that names them', async () => {
    const ports = memoryPorts(() => NOW);
    await beginLate(ports);
    const pages = ['anna', 'left'].flatMap(
      (person) => paging(incident('a', 1), person, 'sms').incident.pages,
    );
    await keep(ports, 'a', 1, { ...over(50), pages });
    for (const responder of ['anna', 'left', 'stranger']) {
      await ports.mailboxes.save(mailbox({ responder }), 0);
    }
    await sweepAll(ports);
    const left = await Promise.all(
      ['anna', 'left', 'stranger'].map((person) => ports.mailboxes.load(person, 'sms')),
    );
    expect(left.map((one) => one?.responder)).toEqual(['anna', undefined, 'stranger']);
  });

  test('removes sessions that have ended by the settings of now, and all where nobody signs in', async () => {
    const ports = memoryPorts(() => NOW);
    const signedIn = { ...identity(), createdAt: NOW - 2 * HOUR };
    await ports.sessions.putSession({ ...signedIn, id: 'used', lastSeenAt: NOW - 20 * MINUTE });
    await ports.sessions.putSession({ ...signedIn, id: 'idle', lastSeenAt: NOW - 30 * MINUTE });
    const left = async () => (await ports.sessions.sessions()).map(({ id }) => id);
    const open = { ...CONFIG, access: TEST_ACCESS };
    expect(await sweep(ports, open)(NOW)).toMatchObject({ sessions: 1 });
    expect(await left()).toEqual(['used']);
    const { signIn } = TEST_ACCESS;
    const shorter = { ...TEST_ACCESS, signIn: { ...signIn, absolute: HOUR } };
    expect(await sweep(ports, { ...CONFIG, access: shorter })(NOW)).toMatchObject({ sessions: 1 });
    await ports.sessions.putSession({ ...signedIn, id: 'used', lastSeenAt: NOW });
    await sweep(ports, CONFIG)(NOW);
    expect(await left()).toEqual([]);
  });
});
