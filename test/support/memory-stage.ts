import { type MemoryPorts, memoryPorts } from '#adapters/memory/memory-ports.ts';
import type { MemoryQueue } from '#adapters/memory/queue.ts';
import type { Instant } from '#core/time/instant.ts';
import type { Handlers, Stage } from './world.ts';

/** Runs the platform in memory. `wrap` can observe its ports or fail a call. */
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

/**
 * Works like the Lambda poller: takes a batch of one message group, deletes handled messages, and
 * redelivers one whose handler failed.
 */
async function deliverOne(ports: MemoryPorts, to: Handlers): Promise<boolean> {
  const told = oneGroup(ports.incidentQueue);
  if (told.length > 0) {
    return settleMessages(told, to.incident(told.map(({ body }) => body)));
  }
  const [page] = ports.pageQueue.receive(1);
  return page !== undefined && settleMessages([page], to.page(page.body));
}

/** Returns up to ten messages of the group that has waited longest. */
function oneGroup<Message>(queue: MemoryQueue<Message>): ReturnType<typeof queue.receive> {
  return queue.receive(BATCH, BATCH).filter((message, _, all) => {
    const mine = message.group === all[0]?.group;
    if (!mine) {
      message.giveBack();
    }
    return mine;
  });
}

const BATCH = 10;

async function settleMessages(
  messages: readonly { acknowledge(): void; giveBack(): void }[],
  handled: Promise<unknown>,
): Promise<true> {
  try {
    await handled;
  } catch (error) {
    for (const message of messages) {
      message.giveBack();
    }
    throw error;
  }
  for (const message of messages) {
    message.acknowledge();
  }
  return true;
}
