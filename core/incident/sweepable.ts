import { DAY, type Duration, type Instant } from '../time/instant.ts';
import type { Incident } from './incident.ts';

/**
 * For so long an incident is kept at least, whatever a config says: as far back as they are listed.
 */
export const SHORTEST_KEPT: Duration = 31 * DAY;

/**
 * Whether an incident that ended by then may be removed: nothing of it is due any more, so that
 * each page has its outcome, nothing has still to be told, and nobody can take its end back.
 */
export function isSweepable(incident: Incident, endedBy: Instant): boolean {
  const { status, due, undo, resolvedAt = incident.openedAt } = incident;
  return status === 'resolved' && due === undefined && undo === undefined && resolvedAt <= endedBy;
}
