import type { IncidentContext } from '#core/incident/context.ts';
import { markRelayed, ordersToRelay } from '#core/incident/decide.ts';
import { escalationFailureTransition } from '#core/incident/escalation-failure.ts';
import type { Incident } from '#core/incident/incident.ts';
import type { Ports } from './ports.ts';
import { transitionMessage } from './transition-message.ts';

type RelayPorts = Pick<Ports, 'incidents' | 'incidentQueue' | 'pageQueue'>;

/**
 * How often a lost race is run again before the caller is told; the clock comes back to it anyway.
 */
export const MAX_CONFLICTS = 10;

/**
 * Puts the pages that may leave, and what the technical service must be told, into their queues,
 * and then on record that they are there. A crash before the record sends them again: their ids and
 * `seq` make the repeat harmless.
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
    const ids = new Set(orders.map((order) => order.id));
    return putOnRecord(ports, incident, ids, transition?.seq, context);
  };
}

async function putOnRecord(
  { incidents }: RelayPorts,
  incident: Incident,
  ids: ReadonlySet<string>,
  told: number | undefined,
  context: IncidentContext,
): Promise<Incident> {
  let current: Incident | undefined = incident;
  for (let race = 0; race < MAX_CONFLICTS && current !== undefined; race++) {
    const decision = markRelayed(current, ids, told, context);
    if (decision.kind === 'unchanged') {
      return current;
    }
    const outcome = await incidents.save(decision.incident, current.version);
    if (outcome === 'saved') {
      return decision.incident;
    }
    current = (await incidents.load([incident.id])).get(incident.id);
  }
  return incident;
}
