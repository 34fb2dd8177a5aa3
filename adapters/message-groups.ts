import { groupHash } from '#core/alert/group-key.ts';
import { parseIncidentId } from '#core/incident/incident.ts';
import type { IncidentMessage, PageMessage } from '#usecases/ports.ts';

/** Returns the message group of an incident message: the incident's group key. */
export function incidentMessageGroup(message: IncidentMessage): string {
  switch (message.kind) {
    case 'transition':
      return groupHash(message.transition.alert.groupKey);
    case 'acknowledged_by_sender':
      return groupHash(message.groupKey);
    case 'look':
      return parseIncidentId(message.incident)?.groupHash ?? message.incident;
  }
}

/**
 * Returns the message group of a page message: a responder's mailbox. Notices of exchanges
 * and turns have one of their own: a page waits behind none, whatever becomes of them.
 */
export function pageMessageGroup(message: PageMessage): string {
  const mailbox = `${message.responder}#${message.channel}`;
  return message.notices === undefined ? mailbox : `${mailbox}#notices`;
}
