import { expect, test } from '@jest/globals';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import type { Stores } from '#usecases/ports.ts';
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

const CONFIG = hospital({
  rules: [below('link', 1, { service: 'it' }), below('spo2', 88)],
  config: {
    inhibitRules: [
      {
        name: 'network',
        source: [{ name: 'rule', op: '=', value: 'link-low' }],
        target: [{ name: 'rule', op: '=', value: 'spo2-low' }],
        equal: [],
      },
    ],
  },
});

/** A source inhibits two beds. One recovers meanwhile, and then the source does. */
async function tell(world: World): Promise<void> {
  const post = (subject: string, metric: string, value: number) =>
    retryAfterCrash(() => world.post(sample(subject, metric, value, world.now())));
  await post('switch', 'link', 0);
  await passTimeAfterCrashes(world, 20 * SECOND);
  await post('bed-1', 'spo2', 84);
  await post('bed-2', 'spo2', 84);
  await passTimeAfterCrashes(world, MINUTE);
  await post('bed-2', 'spo2', 97);
  await post('switch', 'link', 1);
  await passTimeAfterCrashes(world, 2 * MINUTE);
}

/** Every nth call is tried. */
const EVERY: Readonly<Record<StoreEngineName, number>> = { memory: 3, SQLite: 29, DynamoDB: 193 };

test.each(['memory', 'SQLite', 'DynamoDB'] as const)(
  'on stores in %s, whatever call a crash stops, what is inhibited pages once its source is over',
  async (name) => {
    const sound = crashingWorld(CONFIG);
    await tell(sound.world);
    expect(sound.world.received().map(({ responder }) => responder)).toEqual(['dan', 'anna']);
    await crashAtEach(name, { every: EVERY[name], of: sound.calls() }, expectStory);
  },
  120_000,
);

async function expectStory(point: CrashPoint, stores: Stores): Promise<void> {
  const { world } = crashingWorld(CONFIG, point, stores);
  await tell(world);
  const where = `${point.moment} call ${point.at}`;
  const open = await world.open();
  expect([where, ...open.map(({ inhibited }) => inhibited)]).toEqual([where, undefined]);
  for (const [who, text] of [
    ['dan', /link low/],
    ['anna', /bed-1/],
  ] as const) {
    const pages = world.received().filter((one) => one.responder === who && text.test(one.text));
    expect([where, who, pages.length >= 1 && pages.length <= 2]).toEqual([where, who, true]);
  }
}
