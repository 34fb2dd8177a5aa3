import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Incident } from '#core/incident/incident.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import type { Stores } from '#usecases/ports.ts';
import { below, hospital, policy, to } from '../support/config.ts';
import { type CrashPoint, crashingPorts, retryAfterCrash } from '../support/crashing.ts';
import { externalAlert, firingEvent } from '../support/external-alert.ts';
import { allIncidents, expectInvariants, watchPublishing } from '../support/invariants.ts';
import { STORE_ENGINES, type StoreEngineName } from '../support/store-engines.ts';
import { createWorld, START, sample, type World } from '../support/world.ts';

const KEYS = ['bed-1', 'bed-2', 'db-1', 'bed-3'].map((s) =>
  JSON.stringify(['icu', ['subject', s]]),
);
const DISK = externalAlert('DiskFull', START);
/** Anna alone has the first step: that it is her turn is taken all the same. */
const first = { targets: to('anna'), delay: 5 * MINUTE, inTurn: true } as const;
const second = { targets: to('bo'), delay: 5 * MINUTE };
const CONFIG = hospital({
  policies: [policy('icu', [], { steps: [first, second], fallback: to('cia') })],
  rules: [below('spo2', 88), below('pulse', 40, { for: 30 * SECOND })],
  config: { alertRoutes: [{ matchers: [], to: { service: 'icu' } }] },
});

function crashingWorld(point: CrashPoint | undefined, stores: Partial<Stores> = {}) {
  let watched: ReturnType<typeof watchPublishing> | undefined;
  let calls: readonly string[] = [];
  const world: World = createWorld(CONFIG, START, (ports) => {
    watched = watchPublishing({ ...ports, ...stores }, () => world.now());
    const crashing = crashingPorts(watched.ports, point);
    calls = crashing.calls;
    return crashing.ports;
  });
  return {
    world,
    names: () => calls,
    watched: () => watched,
    crashed: () => point !== undefined && calls.length >= point.at,
  };
}

/**
 * Two breaches, an acknowledgement of one, an escalation of the other, and its recovery; one that
 * has to last and is not heard again until it recovers; an external alert, and that a
 * person resolves, takes back and resolves.
 */
async function tell(world: World): Promise<void> {
  const breaches = [
    sample('bed-1', 'spo2', 84, START),
    sample('bed-2', 'spo2', 82, START),
    sample('bed-3', 'pulse', 30, START),
  ];
  await retryAfterCrash(() => world.post(...breaches));
  await retryAfterCrash(() => world.send(firingEvent(DISK)));
  await retryAfterCrash(() => world.run());
  await pass(world, 2 * MINUTE);
  const [one, , three] = await Promise.all(KEYS.map((key) => latest(world, key)));
  await retryAfterCrash(() => world.act(one?.id ?? '', { kind: 'acknowledge', by: 'anna' }));
  for (const kind of ['resolve', 'undo', 'resolve'] as const) {
    await retryAfterCrash(() => world.act(three?.id ?? '', { kind, by: 'anna' }));
  }
  await pass(world, 6 * MINUTE);
  await retryAfterCrash(() => {
    const now = world.now();
    return world.post(sample('bed-2', 'spo2', 97, now), sample('bed-3', 'pulse', 70, now));
  });
  await pass(world, 2 * MINUTE);
}

function latest(world: World, key: string): Promise<Incident | undefined> {
  return world.ports.incidents.latest(key).catch(() => world.ports.incidents.latest(key));
}

async function pass(world: World, time: number): Promise<void> {
  const end = world.now() + time;
  while (world.now() < end) {
    await retryAfterCrash(() => world.pass(10 * SECOND));
  }
}

async function expectStory(crash: CrashPoint | undefined, stores: Stores): Promise<void> {
  const { world, watched } = crashingWorld(crash, stores);
  await tell(world);
  const { ports, unwanted, left } = watched() ?? {
    ports: world.ports,
    unwanted: [],
    left: new Map(),
  };
  const incidents = await allIncidents(ports, KEYS);
  await expectInvariants(ports, incidents);
  expect(unwanted).toEqual([]);
  const [one, two, three, four] = incidents;
  const statuses = incidents.map(({ status }) => status);
  expect(statuses).toEqual(['acknowledged', 'resolved', 'resolved', 'resolved']);
  const responders = (id?: string) =>
    new Set(
      [...left.keys()]
        .filter((page) => page.startsWith(`${id}.`))
        .map((page) => page.split('.')[3]),
    );
  expect(responders(one?.id)).toEqual(new Set(['anna']));
  expect(responders(two?.id)).toEqual(new Set(['anna', 'bo']));
  expect(responders(three?.id)).toEqual(new Set(['anna']));
  expect(responders(four?.id)).toEqual(new Set(['anna', 'bo']));
  const duplicates = [...left.values()].reduce((sum, times) => sum + times - 1, 0);
  expect(duplicates).toBeLessThanOrEqual(crash === undefined ? 0 : 2);
}

/**
 * One of how many calls is tried: all where that takes seconds. A prime, so that every kind of call
 * has its turn.
 */
const EVERY: Readonly<Record<StoreEngineName, number>> = { memory: 1, SQLite: 7, DynamoDB: 197 };

describe.each(['memory', 'SQLite', 'DynamoDB'] as const)(
  'a crash at a call of a port, on stores in %s,',
  (name) => {
    let engine: Awaited<ReturnType<(typeof STORE_ENGINES)[StoreEngineName]>>;
    beforeAll(async () => {
      engine = await STORE_ENGINES[name]();
    });
    afterAll(() => engine.stop());

    test(
      'none: the story as it should be',
      () => engine.use((stores) => expectStory(undefined, stores)),
      30_000,
    );

    const { world, names } = crashingWorld(undefined);
    const counted = tell(world).then(() => names().length);

    test.each(['before', 'after'] as const)(
      'loses nothing and pages nobody in vain when it comes %s each call in turn',
      async (moment) => {
        const calls = await counted;
        expect(calls).toBeGreaterThan(450); // README.md says so.
        for (let at = 1; at <= calls; at += EVERY[name]) {
          try {
            await engine.use((stores) => expectStory({ at, moment }, stores));
          } catch (error) {
            throw new Error(`crash ${moment} call ${at} (${names()[at - 1]})`, { cause: error });
          }
        }
      },
      120_000,
    );
  },
);
