import { groupHash } from '#core/alert/group-key.ts';
import { parseIncidentId } from '#core/incident/incident.ts';
import type { IncidentMessage, PageMessage } from '#usecases/ports.ts';

/** What is handled one at a time: an incident's group key. */
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

/** What is handled one at a time: a responder's mailbox. */
export function pageMessageGroup(message: PageMessage): string {
  return `${message.responder}#${message.channel}`;
}
