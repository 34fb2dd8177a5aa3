import { observePorts } from '#adapters/memory/observe-ports.ts';
import type { Config } from '#core/team/config.ts';
import { SECOND } from '#core/time/instant.ts';
import type { Ports, Stores } from '#usecases/ports.ts';
import { runs } from './runs.ts';
import { STORE_ENGINES, type StoreEngineName } from './store-engines.ts';
import { createWorld, START, type World } from './world.ts';

/**
 * The point at which the process crashes, once: at its nth call of a port, either before the call
 * takes effect or after it did and before its answer arrives.
 */
export interface CrashPoint {
  readonly at: number;
  readonly moment: 'before' | 'after';
}

class Crash extends Error {}

/** Returns ports that crash at the given point, if there is one, and record their calls. */
export function crashingPorts<P extends Ports>(
  ports: P,
  point: CrashPoint | undefined,
): { readonly ports: P; readonly calls: readonly string[] } {
  const calls: string[] = [];
  const crashing = observePorts(ports, async (operation, call) => {
    calls.push(operation);
    const crashes = calls.length === point?.at;
    if (crashes && point.moment === 'before') {
      throw new Crash(`Crash at ${operation}`);
    }
    const result = await call();
    if (crashes) {
      throw new Crash(`Crash at ${operation}`);
    }
    return result;
  });
  return { ports: crashing, calls };
}

/** Returns a world whose process crashes once at the point, if there is one, and counts calls. */
export function crashingWorld(config: Config, point?: CrashPoint, stores: Partial<Stores> = {}) {
  let calls: readonly string[] = [];
  const world = createWorld(config, START, (ports) => {
    const crashing = crashingPorts({ ...ports, ...stores }, point);
    calls = crashing.calls;
    return crashing.ports;
  });
  return { world, calls: () => calls.length };
}

/**
 * Tells a story on stores of that name that crashes at every nth call: before it, and after it. The
 * nightly tries more of them.
 */
export async function crashAtEach(
  name: StoreEngineName,
  { every, of }: { readonly every: number; readonly of: number },
  expectStory: (point: CrashPoint, stores: Stores) => Promise<void>,
): Promise<void> {
  const engine = await STORE_ENGINES[name]();
  const step = Math.ceil(every / runs(1));
  for (const moment of ['before', 'after'] as const) {
    for (let at = 1; at <= of; at += step) {
      await engine.use((stores) => expectStory({ at, moment }, stores));
    }
  }
  await engine.stop();
}

/** Retries after a crash, as agents, people and the clock do. */
export async function retryAfterCrash<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!String(error).includes('Crash')) {
        throw error;
      }
    }
  }
}

/** Advances time tick by tick, in spite of crashes. `time` is in ms. */
export async function passTimeAfterCrashes(world: World, time: number): Promise<void> {
  const end = world.now() + time;
  while (world.now() < end) {
    await retryAfterCrash(() => world.pass(10 * SECOND));
  }
}
