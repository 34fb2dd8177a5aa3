import { expect, test } from '@jest/globals';
import type { Ping } from '#core/evaluation/heartbeat/apply-pings.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import {
  type CrashPoint,
  crashingPorts,
  passTimeAfterCrashes,
  retryAfterCrash,
} from '../support/crashing.ts';
import { WITH_HEARTBEATS } from '../support/heartbeats.ts';
import { STORE_ENGINES, type StoreEngineName, type Stores } from '../support/store-engines.ts';
import { createWorld, START, type World } from '../support/world.ts';

function crashingWorld(point?: CrashPoint, stores: Partial<Stores> = {}) {
  let calls: readonly string[] = [];
  const world = createWorld(WITH_HEARTBEATS, START, (ports) => {
    const crashing = crashingPorts({ ...ports, ...stores }, point);
    calls = crashing.calls;
    return crashing.ports;
  });
  return { world, calls: () => calls.length };
}

/**
 * One that is created and falls silent, one that fails and succeeds, one that is heard all the
 * time.
 */
async function tell(world: World): Promise<void> {
  const ping = (id: string, what: Ping = { kind: 'success' }) =>
    retryAfterCrash(() => world.ping(id, what, true));
  await ping('etl');
  await ping('report');
  await ping('backup', { kind: 'fail', exitStatus: 1 });
  await passTimeAfterCrashes(world, MINUTE);
  await ping('backup');
  await passTimeAfterCrashes(world, 20 * MINUTE);
}

const paged = (world: World) => {
  const subjects = world.received().map(({ text }) => /, (\w+)/.exec(text)?.[1]);
  return {
    backup: subjects.filter((s) => s === 'backup'),
    etl: subjects.filter((s) => s === 'etl'),
  };
};

/** Every nth call is tried. */
const EVERY: Readonly<Record<StoreEngineName, number>> = { memory: 1, SQLite: 7, DynamoDB: 397 };

test.each(['memory', 'SQLite', 'DynamoDB'] as const)(
  'on stores in %s, whatever call a crash stops, a ping that was answered is watched, and whoever must be paged is',
  async (name) => {
    const engine = await STORE_ENGINES[name]();
    const sound = crashingWorld();
    await tell(sound.world);
    const most = sound.calls();
    expect(most).toBeGreaterThan(50);
    for (const moment of ['before', 'after'] as const) {
      for (let at = 1; at <= most; at += EVERY[name]) {
        await engine.use((stores) => expectStory(at, moment, stores));
      }
    }
    await engine.stop();
  },
  120_000,
);

async function expectStory(at: number, moment: 'before' | 'after', stores: Stores): Promise<void> {
  const { world } = crashingWorld({ at, moment }, stores);
  await tell(world);
  const where = `${moment} call ${at}`;
  const { backup, etl } = paged(world);
  expect([where, backup.length >= 1 && backup.length <= 2]).toEqual([where, true]);
  expect([where, etl.length >= 1 && etl.length <= 2]).toEqual([where, true]);
  const open = await world.open();
  expect([where, ...open.map((i) => Object.values(i.alerts)[0]?.alert.subject)]).toEqual([
    where,
    'etl',
  ]);
  expect(world.now()).toBeLessThan(START + HOUR);
}
