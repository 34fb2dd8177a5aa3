import type { Alert, Transition } from '../alert/alert.ts';
import { fingerprint } from '../alert/fingerprint.ts';
import { omit } from '../omit.ts';
import { type Duration, MINUTE } from '../time/instant.ts';
import type { Context } from './context.ts';
import { groupKey } from './group-key.ts';
import type { Incident } from './incident.ts';

/** A distress that goes on is told again this often, as any firing alert is asserted. */
const ASSERT_EVERY: Duration = 15 * MINUTE;

/** The rule's name of the alert that an incident cannot get an answer. */
const DISTRESS_RULE = 'wardbell-no-answer';

/** Begins, repeats and ends the technical alert about an incident that reaches nobody or that nobody answers. */
export function followDistress(incident: Incident, { now, config }: Context): Incident {
  const { distress, escalation } = incident;
  const paging = incident.status === 'triggered' && incident.silenced === undefined;
  const technical = config.technicalService;
  if (technical === undefined || technical === incident.service)
    return distress === undefined ? incident : omit(incident, 'distress');
  if (!paging)
    return distress === undefined || distress.over
      ? incident
      : { ...incident, distress: { ...omit(distress, 'toldAt'), over: true } };
  const lost = escalation.phase === 'exhausted' || escalation.phase === 'nobody';
  if (lost && (distress === undefined || distress.over)) {
    const reason = escalation.phase === 'nobody' ? 'reaches nobody' : 'nobody answers';
    return { ...incident, distress: { reason, since: now, over: false } };
  }
  if (distress?.toldAt !== undefined && now >= distress.toldAt + ASSERT_EVERY)
    return { ...incident, distress: omit(distress, 'toldAt') };
  return incident;
}

/** What must be told to the technical service, if anything; `distressTold` puts on record that it was. */
export function distressTransition(
  incident: Incident,
  { now, config }: Context,
): Transition | undefined {
  const { distress } = incident;
  const technical = config.technicalService;
  const service = technical === undefined ? undefined : config.services[technical];
  if (distress === undefined || distress.toldAt !== undefined || service === undefined)
    return undefined;
  const about = {
    rule: DISTRESS_RULE,
    subject: config.services[incident.service]?.name ?? incident.service,
    metric: 'wardbell_no_answer',
    labels: { incident: incident.id },
    severity: 'critical',
  } as const;
  const alert: Alert = {
    ...about,
    fingerprint: fingerprint([DISTRESS_RULE, incident.id]),
    service: service.id,
    groupKey: groupKey(service.id, service.groupBy, about),
    title: `Paging ${distress.reason}`,
    limit: distress.reason,
    startsAt: distress.since,
  };
  const seq = now;
  return distress.over
    ? { kind: 'resolved', alert, seq, at: now, reason: 'recovered' }
    : { kind: 'firing', alert, seq, at: now };
}

/** The incident once its distress has been told. */
export function distressTold(incident: Incident, { now }: Context): Incident {
  const { distress } = incident;
  if (distress === undefined) return incident;
  return distress.over
    ? omit(incident, 'distress')
    : { ...incident, distress: { ...distress, toldAt: now } };
}
