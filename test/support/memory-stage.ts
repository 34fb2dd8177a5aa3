import { type MemoryPorts, memoryPorts } from '#adapters/memory/memory-ports.ts';
import type { Instant } from '#core/time/instant.ts';
import type { Handlers, Stage } from './world.ts';

/** The platform in memory. `wrap` can watch its ports, or fail at a call. */
export function memoryStage(
  clock: () => Instant,
  wrap: (ports: MemoryPorts) => MemoryPorts,
): Stage<MemoryPorts> {
  const ports = wrap(memoryPorts(clock));
  return {
    ports,
    deliver: (to) => deliverOne(ports, to),
    received: () => ports.publisher.received(),
    deploy: async () => undefined,
    skipsIdleTicks: false,
  };
}

async function deliverOne(ports: MemoryPorts, to: Handlers): Promise<boolean> {
  const [told] = ports.incidentQueue.receive(1);
  if (told !== undefined) return settleMessage(told, to.incident(told.body));
  const [page] = ports.pageQueue.receive(1);
  return page !== undefined && settleMessage(page, to.page(page.body));
}

/** As the Lambda poller does: a message that was handled is deleted, one whose handler failed comes again. */
async function settleMessage(
  message: { acknowledge(): void; giveBack(): void },
  handled: Promise<unknown>,
): Promise<true> {
  try {
    await handled;
  } catch (error) {
    message.giveBack();
    throw error;
  }
  message.acknowledge();
  return true;
}
