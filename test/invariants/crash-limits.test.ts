import { expect, test } from '@jest/globals';
import type { PersonalLimit } from '#core/rule/personal-limit.ts';
import { HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import type { Stores } from '#usecases/ports.ts';
import { endLimits, setLimit } from '#usecases/set-limit.ts';
import { below, hospital } from '../support/config.ts';
import {
  type CrashPoint,
  crashAtEach,
  crashingWorld,
  passTimeAfterCrashes,
  retryAfterCrash,
} from '../support/crashing.ts';
import type { StoreEngineName } from '../support/store-engines.ts';
import { sample, type World } from '../support/world.ts';

const CONFIG = hospital({ rules: [below('spo2', 90, { bounds: { low: 80, high: 96 } })] });

/** One limit ends by itself, another by a lead; both spare a value that pages then. */
async function tell(world: World): Promise<void> {
  const measure = (bed: string) =>
    retryAfterCrash(() => world.post(sample(bed, 'spo2', 88, world.now())));
  for (const bed of ['bed-1', 'bed-2']) {
    const limit: PersonalLimit = {
      rule: 'spo2-low',
      order: { kind: 'below', limit: 85 },
      reason: 'COPD',
      createdBy: 'anna',
      createdAt: world.now(),
      endsAt: world.now() + (bed === 'bed-1' ? 10 * MINUTE : HOUR),
    };
    await retryAfterCrash(() => setLimit(world.ports, CONFIG)(bed, limit, world.now()));
    await measure(bed);
  }
  expect(world.received()).toEqual([]);
  await passTimeAfterCrashes(world, 12 * MINUTE);
  await retryAfterCrash(() => endLimits(world.ports, CONFIG)('bed-2', () => true, world.now()));
  await passTimeAfterCrashes(world, 2 * MINUTE + 10 * SECOND);
}

/** Every nth call is tried. */
const EVERY: Readonly<Record<StoreEngineName, number>> = { memory: 3, SQLite: 17, DynamoDB: 97 };

test.each(['memory', 'SQLite', 'DynamoDB'] as const)(
  'on stores in %s, whatever call a crash stops, a limit holds once it is set, and what it spared pages when it has ended',
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
  const open = await world.open();
  const subjects = open.flatMap(({ alerts }) => Object.values(alerts).map((a) => a.alert.subject));
  expect([where, ...subjects.sort()]).toEqual([where, 'bed-1', 'bed-2']);
  for (const bed of ['bed-1', 'bed-2']) {
    const pages = world.received().filter(({ text }) => text.includes(bed)).length;
    expect([where, bed, pages >= 1 && pages <= 2]).toEqual([where, bed, true]);
  }
}
