import { type MemoryPorts, memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import type { Transition } from '#core/alert/alert.ts';
import type { Incident } from '#core/incident/incident.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { handleIncidentMessage } from '#usecases/handle-incident-message.ts';
import type { IncidentMessage } from '#usecases/ports.ts';
import { hospital } from '../support/config.ts';
import { alert, NIGHT } from '../support/incident.ts';

export const HOSPITAL = hospital();

/**
 * Ports whose calls are counted, and which something may be done to before or after any of them.
 */
export function watchedPorts() {
  const calls: string[] = [];
  const around: {
    before?: (operation: string) => unknown;
    after?: (operation: string) => unknown;
  } = {};
  const memory = memoryPorts(() => NIGHT);
  const ports = observePorts(memory, async (operation, call) => {
    calls.push(operation);
    await around.before?.(operation);
    const result = await call();
    await around.after?.(operation);
    return result;
  });
  const count = (operation: string) => calls.filter((call) => call === operation).length;
  return { ports, memory, calls, count, around };
}

export const OPENING: Transition = { kind: 'firing', alert: alert('bed-1'), seq: 1, at: NIGHT };

export function transitionMessage(transition: Transition): IncidentMessage {
  return { kind: 'transition', transition };
}

export function lookAt({ id }: Incident): IncidentMessage {
  return { kind: 'look', incident: id, why: 'due' };
}

/** Handles a message, and gives back what is stored of bed-1's incident then. */
export async function handled(
  ports: MemoryPorts,
  message: IncidentMessage,
  now: Instant = NIGHT,
  config: Config = HOSPITAL,
): Promise<{ readonly outcome: 'changed' | 'unchanged'; readonly incident: Incident }> {
  const outcome = await handleIncidentMessage(ports, config)(message, now);
  return { outcome, incident: await stored(ports) };
}

export async function stored(ports: MemoryPorts): Promise<Incident> {
  const incident = await ports.incidents.latest(OPENING.alert.groupKey);
  if (incident === undefined) {
    throw new Error('nothing is stored');
  }
  return incident;
}
