import { describe, expect, test } from '@jest/globals';
import { type MemoryPorts, memoryPorts } from '#adapters/memory/memory-ports.ts';
import { SENDING_LEASE } from '#core/paging/delivery.ts';
import { type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import { FUNCTIONS } from '#deployment/functions.ts';
import { QUEUES } from '#deployment/queues.ts';
import { hospital } from '../support/config.ts';
import { type CrashPoint, crashingPorts } from '../support/crashing.ts';
import { START, type Stage, sample, type World, worldOn } from '../support/world.ts';

/** How long a queue keeps what a dead function held, as declared for every platform. */
const VISIBILITY = QUEUES.pages.visibilityTimeoutSeconds * SECOND;

/** When the clock comes next, at the latest. */
const TICK = 10 * SECOND;

/**
 * Returns a stage whose queues keep what a dead function held, with the rest of its group, until
 * the visibility time-out has passed.
 */
function mortalStage(clock: () => Instant, ports: MemoryPorts): Stage<MemoryPorts> {
  let held: { readonly until: Instant; giveBack(): void }[] = [];
  const settle = async (
    message: { acknowledge(): void; giveBack(): void },
    handled: Promise<unknown>,
  ): Promise<true> => {
    const until = clock() + VISIBILITY;
    try {
      await handled;
      message.acknowledge();
    } catch (error) {
      held.push({ until, giveBack: message.giveBack });
      throw error;
    }
    return true;
  };
  return {
    ports,
    async deliver(to) {
      for (const { until, giveBack } of held) {
        if (until <= clock()) {
          giveBack();
        }
      }
      held = held.filter(({ until }) => until > clock());
      const [told] = ports.incidentQueue.receive(1);
      if (told !== undefined) {
        return settle(told, to.incident([told.body]));
      }
      const [page] = ports.pageQueue.receive(1);
      return page !== undefined && settle(page, to.page(page.body));
    },
    received: () => ports.publisher.received(),
    deploy: async () => undefined,
    skipsIdleTicks: false,
  };
}

/**
 * Returns the moments at which messages arrive in a story, after its start, and the calls of ports
 * that it takes.
 */
async function arrivals(tell: (world: World) => Promise<void>, death?: CrashPoint) {
  let calls: readonly string[] = [];
  const stage = (clock: () => Instant) => {
    const mortal = crashingPorts(memoryPorts(clock), death);
    calls = mortal.calls;
    return mortalStage(clock, mortal.ports);
  };
  const world = worldOn(stage, hospital(), START);
  await tell(world);
  return { calls, at: world.ports.publisher.received().map(({ at }) => at - START) };
}

/**
 * Restarts a crashed function while the others continue; agents repeat requests without an answer.
 */
async function mortally(world: World, work: () => Promise<unknown>): Promise<void> {
  for (let again: typeof work = work; ; ) {
    try {
      await again();
      if (again === work) {
        return;
      }
      again = work;
    } catch (error) {
      if (!String(error).includes('Crash')) {
        throw error;
      }
      again = again === work ? () => world.run() : again;
    }
  }
}

async function breach(world: World, subject: string): Promise<void> {
  await mortally(world, () => world.post(sample(subject, 'spo2', 84, START)));
}

async function pass(world: World, time: number): Promise<void> {
  const end = world.now() + time;
  while (world.now() < end) {
    await mortally(world, () => world.pass(TICK));
  }
}

/**
 * Plays the story once for each call at which the function may die, and tells of those after which
 * a message came too late.
 */
async function late(tell: (world: World) => Promise<void>, moment: CrashPoint['moment']) {
  const { calls, at } = await arrivals(tell);
  const found: string[] = [];
  for (const [index, operation] of calls.entries()) {
    const story = await arrivals(tell, { at: index + 1, moment });
    const all = at.every((time, n) => (story.at[n] ?? Infinity) <= time + VISIBILITY);
    if (!all || (story.at.at(-1) ?? 0) > (at.at(-1) ?? 0) + VISIBILITY) {
      found.push(`call ${index + 1}, ${operation}: messages after ${story.at.join(', ')} ms`);
    }
  }
  return { calls: calls.length, at, found };
}

describe('where a function dies, at any of its calls', () => {
  test.each(['before', 'after'] as const)(
    'no page comes later than what a dead function held comes again, when it dies %s the call',
    async (moment) => {
      const one = await late(async (world) => {
        await breach(world, 'bed-1');
        await pass(world, 2 * MINUTE);
      }, moment);
      expect(one).toEqual({ calls: expect.any(Number), at: [0], found: [] });
      const bundled = await late(async (world) => {
        for (const bed of ['bed-1', 'bed-2', 'bed-3']) {
          await breach(world, bed);
        }
        await pass(world, 2 * MINUTE);
      }, moment);
      expect(bundled).toEqual({ calls: expect.any(Number), at: [0, TICK], found: [] });
      expect(bundled.calls).toBeGreaterThan(100);
    },
  );
});

test('a sending is given up after its function must have ended, and before its message comes again', () => {
  expect(SENDING_LEASE).toBeGreaterThan(FUNCTIONS.page.timeoutSeconds * SECOND);
  expect(SENDING_LEASE).toBeLessThan(VISIBILITY);
});
