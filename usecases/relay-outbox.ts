import type { IncidentContext } from '#core/incident/context.ts';
import { markRelayed, ordersToRelay } from '#core/incident/decide.ts';
import { escalationFailureTransition } from '#core/incident/escalation-failure.ts';
import type { Incident } from '#core/incident/incident.ts';
import type { Ports } from './ports.ts';
import { toldInWords } from './told-in-words.ts';
import { transitionMessage } from './transition-message.ts';

type RelayPorts = Pick<Ports, 'incidents' | 'incidentQueue' | 'pageQueue'>;

/** How often a conflict is retried before the caller is told; the clock retries it anyway. */
export const MAX_CONFLICTS = 10;

/**
 * Relays the outbox of an incident: it sends the pages that may leave, and the alert for the
 * technical service, to their queues, and records that. After a crash before the record they are
 * sent again; their ids and `seq` make the repeat harmless.
 */
export function relayOutbox(ports: RelayPorts) {
  return async (incident: Incident, context: IncidentContext): Promise<Incident> => {
    const orders = ordersToRelay(incident, context);
    const transition = escalationFailureTransition(incident, context.now);
    if (orders.length === 0 && transition === undefined) {
      return incident;
    }
    await ports.pageQueue.send(
      orders.map((order) => ({
        body: { responder: order.responder, channel: order.channel, orders: [order] },
        deduplication: `${order.id}:${context.now}`,
      })),
    );
    if (transition !== undefined) {
      await ports.incidentQueue.send([transitionMessage(transition)]);
    }
    const relayed = { ids: new Set(orders.map((order) => order.id)), told: transition?.seq };
    return putOnRecord(ports, incident, relayed, context);
  };
}

async function putOnRecord(
  { incidents }: RelayPorts,
  incident: Incident,
  { ids, told }: { readonly ids: ReadonlySet<string>; readonly told: number | undefined },
  context: IncidentContext,
): Promise<Incident> {
  let current: Incident | undefined = incident;
  for (let race = 0; race < MAX_CONFLICTS && current !== undefined; race++) {
    const decision = markRelayed(current, ids, told, context);
    if (decision.kind === 'unchanged') {
      return current;
    }
    const saved = toldInWords(decision.incident, context.config);
    const outcome = await incidents.save(saved, current.version);
    if (outcome === 'saved') {
      return saved;
    }
    current = (await incidents.load([incident.id])).get(incident.id);
  }
  return incident;
}
