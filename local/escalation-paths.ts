import { type EscalationPath, escalationPath } from '#core/escalation/escalation-path.ts';
import type { Incident, IncidentPage } from '#core/incident/incident.ts';
import type { Config } from '#core/team/config.ts';

/** A stop that was taken, as the timeline tells it. */
const STOP = / of policy (\S+)$/;

/**
 * By what of the config the pages of an incident came about that nobody has overridden; undefined
 * for a page that no stop of a policy led to.
 */
export function escalationPathOf(
  page: IncidentPage,
  incident: Incident,
  config: Config,
): EscalationPath | undefined {
  const { responder, position, at } = page;
  const { severity, escalation, timeline } = incident;
  const stop = timeline.findLast(
    (entry) => entry.kind === 'escalation' && entry.at <= at && STOP.test(entry.text),
  );
  const policy = STOP.exec(stop?.text ?? '')?.[1] ?? escalation.policy;
  if (policy === undefined) {
    return undefined;
  }
  // The page may leave some time after its stop, by which another is on call.
  return escalationPath({ policy, position, responder, severity, at: stop?.at ?? at }, config, []);
}
