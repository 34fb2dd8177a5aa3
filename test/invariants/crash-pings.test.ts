import { expect, test } from '@jest/globals';
import type { Ping } from '#core/evaluation/heartbeat/apply-pings.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import type { Stores } from '#usecases/ports.ts';
import {
  type CrashPoint,
  crashAtEach,
  crashingWorld,
  passTimeAfterCrashes,
  retryAfterCrash,
} from '../support/crashing.ts';
import { WITH_HEARTBEATS } from '../support/heartbeats.ts';
import type { StoreEngineName } from '../support/store-engines.ts';
import { START, type World } from '../support/world.ts';

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
const EVERY: Readonly<Record<StoreEngineName, number>> = { memory: 3, SQLite: 17, DynamoDB: 397 };

test.each(['memory', 'SQLite', 'DynamoDB'] as const)(
  'on stores in %s, whatever call a crash stops, a ping that was answered is watched, and whoever must be paged is',
  async (name) => {
    const sound = crashingWorld(WITH_HEARTBEATS);
    await tell(sound.world);
    const most = sound.calls();
    expect(most).toBeGreaterThan(50);
    await crashAtEach(name, { every: EVERY[name], of: most }, expectStory);
  },
  120_000,
);

async function expectStory(point: CrashPoint, stores: Stores): Promise<void> {
  const { world } = crashingWorld(WITH_HEARTBEATS, point, stores);
  await tell(world);
  const where = `${point.moment} call ${point.at}`;
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
