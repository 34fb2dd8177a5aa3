import { groupHash } from '#core/incident/group-key.ts';
import { parseIncidentId } from '#core/incident/incident.ts';
import type { IncidentMessage, PageMessage } from '#usecases/ports.ts';

/** What is handled one at a time: an incident's group key. */
export function incidentMessageGroup(message: IncidentMessage): string {
  return message.kind === 'transition'
    ? groupHash(message.transition.alert.groupKey)
    : (parseIncidentId(message.incident)?.groupHash ?? message.incident);
}

/** What is handled one at a time: a responder's mailbox. */
export function pageMessageGroup(message: PageMessage): string {
  return `${message.responder}#${message.channel}`;
}
