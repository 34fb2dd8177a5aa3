import type { Transition } from '../alert/alert.ts';
import { serviceOf } from '../alert/group-key.ts';
import { byteLength } from '../text/bytes.ts';
import type { IncidentContext } from './context.ts';
import type { Incident } from './incident.ts';
import { appendTimeline } from './timeline.ts';

/**
 * The limits of links in number and bytes: after a storm they can be found by service as well, and
 * a group key may hold whole labels, for which the incident's item has no room.
 */
const MOST = 10;
const MAX_BYTES = 4_000;

/**
 * Links the incident as a transition says after a config change: it continues in the incident of
 * another group, or has come from one.
 */
export function linkMovedIncident(
  incident: Incident,
  transition: Transition,
  { now }: IncidentContext,
): Incident {
  const { goesOnIn = [], cameFrom = [] } = incident;
  const { movedTo, movedFrom } = transition;
  if (movedTo !== undefined && isNew(goesOnIn, movedTo)) {
    const event = { code: 'incident.goes_on_in', data: { service: serviceOf(movedTo) } } as const;
    return appendTimeline({ ...incident, goesOnIn: [...goesOnIn, movedTo] }, now, event);
  }
  if (movedFrom !== undefined && isNew(cameFrom, movedFrom)) {
    const event = { code: 'incident.came_from', data: { service: serviceOf(movedFrom) } } as const;
    return appendTimeline({ ...incident, cameFrom: [...cameFrom, movedFrom] }, now, event);
  }
  return incident;
}

function isNew(known: readonly string[], groupKey: string): boolean {
  if (known.length >= MOST || known.includes(groupKey)) {
    return false;
  }
  return [...known, groupKey].reduce((sum, key) => sum + byteLength(key), 0) <= MAX_BYTES;
}
