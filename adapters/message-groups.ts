import { groupHash } from '#core/incident/group-key.ts';
import type { IncidentMessage, PageMessage } from '#usecases/ports.ts';

/** What is handled one at a time: an incident's group key. */
export function incidentMessageGroup(message: IncidentMessage): string {
  return groupHash(message.groupKey);
}

/** What is handled one at a time: a responder's mailbox. */
export function pageMessageGroup(message: PageMessage): string {
  return `${message.responder}#${message.channel}`;
}
