import { observePorts } from '#adapters/memory/observe-ports.ts';
import { SECOND } from '#core/time/instant.ts';
import type { Ports } from '#usecases/ports.ts';
import type { World } from './world.ts';

/**
 * The point at which the process stops, once: at its nth call of a port, before it takes effect, or
 * after it did and before anybody knows.
 */
export interface CrashPoint {
  readonly at: number;
  readonly moment: 'before' | 'after';
}

class Crash extends Error {}

/** The ports of a process that stops at the point, if there is one, and the calls of them. */
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

/** Retries after a crash, as agents send again, a person taps again, and the clock ticks again. */
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

/** Lets time pass, tick by tick, whatever crashes. `time` is in ms. */
export async function passTimeAfterCrashes(world: World, time: number): Promise<void> {
  const end = world.now() + time;
  while (world.now() < end) {
    await retryAfterCrash(() => world.pass(10 * SECOND));
  }
}
