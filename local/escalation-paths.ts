import { type EscalationPath, escalationPath } from '#core/escalation/escalation-path.ts';
import type { Incident, IncidentPage } from '#core/incident/incident.ts';
import type { Config } from '#core/team/config.ts';

/**
 * Returns how the config led to the pages of an incident, for incidents without manual changes;
 * undefined for a page that no stage of a policy caused.
 */
export function escalationPathOf(
  page: IncidentPage,
  incident: Incident,
  config: Config,
): EscalationPath | undefined {
  const { responder, position, at } = page;
  const { severity, escalation, timeline } = incident;
  const stop = timeline.findLast((entry) => entry.code === 'escalation.step' && entry.at <= at);
  const policy = (stop?.code === 'escalation.step' && stop.data.policy) || escalation.policy;
  if (policy === undefined) {
    return undefined;
  }
  // A page may leave some time after its stage, when another person is on call.
  return escalationPath({ policy, position, responder, severity, at: stop?.at ?? at }, config, []);
}
