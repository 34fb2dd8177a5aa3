import { type EscalationPath, escalationPath } from '../escalation/escalation-path.ts';
import type { Override } from '../oncall/schedule.ts';
import type { Config } from '../team/config.ts';
import type { Incident, IncidentPage } from './incident.ts';

/**
 * Returns how the config led to a page: by which step of which policy, and by which schedule,
 * layer or override. Undefined for a page that no stage of a policy caused, such as one to somebody
 * named by hand, or if config or overrides have changed since.
 */
export function pagePath(
  page: IncidentPage,
  incident: Incident,
  config: Config,
  overrides: readonly Override[],
): EscalationPath | undefined {
  const { responder, position, at } = page;
  const { severity, escalation, timeline } = incident;
  const stop = timeline.findLast((entry) => entry.code === 'escalation.step' && entry.at <= at);
  const policy = (stop?.code === 'escalation.step' && stop.data.policy) || escalation.policy;
  if (policy === undefined || position < 0) {
    return undefined;
  }
  // A page may leave some time after its stage, when another person is on call.
  const paged = { policy, position, responder, severity, at: stop?.at ?? at };
  return escalationPath(paged, config, overrides);
}
