import type { IncidentContext } from '#core/incident/context.ts';
import { type Incident, incidentId, parseIncidentId } from '#core/incident/incident.ts';
import { rebaseIncident } from '#core/incident/rebase-incident.ts';
import { isUndoOver } from '#core/incident/undo.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { endAlertsManually } from './end-alerts-manually.ts';
import type { Ports } from './ports.ts';

/**
 * Loads what a decision about an incident that a person has just resolved also depends on: whether
 * a later incident exists, and, once the resolution can no longer be undone, which alerts were
 * ended because of it. It returns the same after a crash.
 */
export function loadUndoContext(
  ports: Pick<Ports, 'subjects' | 'incidents' | 'incidentQueue'>,
  config: Config,
) {
  const end = endAlertsManually(ports, config);
  return async (
    incident: Incident | undefined,
    now: Instant,
  ): Promise<Pick<IncidentContext, 'endedByHand' | 'superseded'>> => {
    if (incident?.undo === undefined) {
      return {};
    }
    const { groupHash = '', episode = 0 } = parseIncidentId(incident.id) ?? {};
    const next = incidentId(groupHash, episode + 1);
    const superseded = (await ports.incidents.load([next])).has(next);
    // It uses the same time base as the decision, even if the clock has gone back since.
    return isUndoOver(rebaseIncident(incident, now), now)
      ? { superseded, endedByHand: await end(incident, now) }
      : { superseded };
  };
}
