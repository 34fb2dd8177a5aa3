import { expect, test } from '@jest/globals';
import { MINUTE } from '#core/time/instant.ts';
import { ingestAccesses } from '#usecases/ingest-accesses.ts';
import type { Stores } from '#usecases/ports.ts';
import {
  type CrashPoint,
  crashAtEach,
  crashingWorld,
  passTimeAfterCrashes,
  retryAfterCrash,
} from '../support/crashing.ts';
import { accessTold, THREE, watching } from '../support/record-access.ts';
import type { StoreEngineName } from '../support/store-engines.ts';
import type { World } from '../support/world.ts';

const CONFIG = watching({ distinctPatients: THREE });

/** The log of one user in two requests, each of which its sender repeats until it is answered. */
async function tell(world: World): Promise<void> {
  const start = world.now();
  for (const patients of [
    [0, 1],
    [2, 3],
  ]) {
    await retryAfterCrash(async () => {
      const accesses = patients.map((n) => accessTold(n, start + n));
      await ingestAccesses(world.ports, CONFIG)({ accesses, relations: [] }, world.now());
      await world.run();
    });
    await passTimeAfterCrashes(world, MINUTE);
  }
}

/** Every nth call is tried. */
const EVERY: Readonly<Record<StoreEngineName, number>> = { memory: 1, SQLite: 7, DynamoDB: 97 };

test.each(['memory', 'SQLite', 'DynamoDB'] as const)(
  'on stores in %s, whatever call a crash stops, patients that were told twice count once, and the officer is paged',
  async (name) => {
    const sound = crashingWorld(CONFIG);
    await tell(sound.world);
    const most = sound.calls();
    expect(most).toBeGreaterThan(30);
    await crashAtEach(name, { every: EVERY[name], of: most }, expectStory);
  },
  120_000,
);

async function expectStory(point: CrashPoint, stores: Stores): Promise<void> {
  const { world } = crashingWorld(CONFIG, point, stores);
  await tell(world);
  const where = `${point.moment} call ${point.at}`;
  const open = (await world.open()).flatMap(({ alerts }) => Object.values(alerts));
  expect([where, ...open.map(({ alert }) => alert.limit)]).toEqual([
    where,
    'more than 3 patients in 1h',
  ]);
  const pages = world.received().length;
  expect([where, pages >= 1 && pages <= 2]).toEqual([where, true]);
}
