import type { Instant } from '#core/time/instant.ts';
import type { IncidentMessage, PageMessage, Ports } from '#usecases/ports.ts';
import { keyedPorts } from '../keyed-ports.ts';
import { incidentMessageGroup, pageMessageGroup } from '../message-groups.ts';
import { MESSAGE_FORMATS } from '../stored/messages.ts';
import { memoryTrail } from './audit-trail.ts';
import { memoryControls, memorySessions } from './controls.ts';
import { type MemoryPublisher, memoryPublisher } from './publisher.ts';
import { type MemoryQueue, memoryQueue } from './queue.ts';
import { memoryIncidents, memoryMailboxes, memoryPages, memorySubjects } from './stores.ts';
import { memoryTallies } from './tallies.ts';
import { memoryTrends } from './trends.ts';

/**
 * The ports in memory, with what a driver needs: queues to take messages from, and phones to
 * inspect.
 */
export interface MemoryPorts extends Ports {
  readonly incidentQueue: MemoryQueue<IncidentMessage>;
  readonly pageQueue: MemoryQueue<PageMessage>;
  readonly publisher: MemoryPublisher;
}

const SECRET = 'known to all, since nothing leaves this process';

/**
 * Creates ports for simulations and tests, with the semantics of the deployed ones. `clock` dates
 * messages: pass the virtual clock if there is one, since deduplication expires after 5 minutes.
 */
export function memoryPorts(clock: () => Instant = Date.now): MemoryPorts {
  const formats = MESSAGE_FORMATS;
  return {
    formats,
    subjects: memorySubjects(),
    incidents: memoryIncidents(),
    pages: memoryPages(),
    mailboxes: memoryMailboxes(),
    controls: memoryControls(),
    trail: memoryTrail(),
    sessions: memorySessions(),
    trends: memoryTrends(),
    tallies: memoryTallies(),
    incidentQueue: memoryQueue({ group: incidentMessageGroup, format: formats.incident }, clock),
    pageQueue: memoryQueue({ group: pageMessageGroup, format: formats.page }, clock),
    publisher: memoryPublisher(clock),
    ...keyedPorts({ linkSecret: async () => SECRET, pseudonymSecret: async () => SECRET }),
  };
}
