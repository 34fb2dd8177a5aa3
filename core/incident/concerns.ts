import { hasAnswered } from './answers.ts';
import { acknowledgedBy, type Incident } from './incident.ts';
import { awaitedResponders } from './page-outcomes.ts';

/** Whether somebody has an incident, alone or with others, or was paged and has not answered. */
export function concerns(incident: Incident, person: string): boolean {
  return (
    acknowledgedBy(incident)?.by === person ||
    (incident.status !== 'resolved' && hasAnswered(incident, person)) ||
    awaitedResponders(incident).includes(person)
  );
}
