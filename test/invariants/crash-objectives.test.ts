import { expect, test } from '@jest/globals';
import type { Sample } from '#core/sample/sample.ts';
import type { Stores } from '#usecases/ports.ts';
import {
  type CrashPoint,
  crashAtEach,
  crashingWorld,
  retryAfterCrash,
} from '../support/crashing.ts';
import { BAD, GOOD, minutes, withObjective } from '../support/objectives.ts';
import type { StoreEngineName } from '../support/store-engines.ts';
import type { World } from '../support/world.ts';

const CONFIG = withObjective();

/** An outage of four minutes, and what is left of it. */
async function tell(world: World): Promise<void> {
  const sturdy = {
    now: world.now,
    post: (...samples: readonly Sample[]) => retryAfterCrash(() => world.post(...samples)),
    // One tick a minute is enough: only the first of a minute judges.
    async pass(time: number) {
      world.moment(time);
      await retryAfterCrash(world.tick);
      await retryAfterCrash(world.run);
    },
  };
  await minutes(sturdy, 2, GOOD);
  await minutes(sturdy, 4, BAD);
  await minutes(sturdy, 36, GOOD);
}

/** Every nth call is tried. */
const EVERY: Readonly<Record<StoreEngineName, number>> = { memory: 17, SQLite: 97, DynamoDB: 97 };

test.each(['memory', 'SQLite', 'DynamoDB'] as const)(
  'on stores in %s, whatever call a crash stops, a budget that burns pages, and ends',
  async (name) => {
    const sound = crashingWorld(CONFIG);
    await tell(sound.world);
    const most = sound.calls();
    const pages = sound.world.received().length;
    expect(most).toBeGreaterThan(200);
    await crashAtEach(name, { every: EVERY[name], of: most }, expectStory(pages));
  },
  300_000,
);

/** All pages of the story without a crash arrive, and one more at most because of it. */
function expectStory(pages: number) {
  return async (point: CrashPoint, stores: Stores): Promise<void> => {
    const { world } = crashingWorld(CONFIG, point, stores);
    await tell(world);
    const where = `${point.moment} call ${point.at}`;
    const more = world.received().length - pages;
    expect([where, more >= 0 && more <= 1 ? 'as told' : more]).toEqual([where, 'as told']);
    expect([where, ...(await world.open())]).toEqual([where]);
  };
}
