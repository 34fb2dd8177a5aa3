import type { Alert, Transition } from '../alert/alert.ts';
import { fingerprint } from '../alert/fingerprint.ts';
import { groupKey } from '../alert/group-key.ts';
import { CANARY } from '../canary/canary.ts';
import { omit } from '../collections/omit.ts';
import { own } from '../collections/own.ts';
import type { Config, Service } from '../team/config.ts';
import { type Duration, type Instant, MINUTE } from '../time/instant.ts';
import type { IncidentContext } from './context.ts';
import { type EscalationFailureCode, type Incident, isPaging } from './incident.ts';

/** An ongoing escalation failure is reasserted this often, like any firing alert. */
const ASSERT_EVERY: Duration = 15 * MINUTE;

/** The rule name of the alert that an incident cannot get an answer. */
const ESCALATION_FAILURE_RULE = 'wardbell-no-answer';

/** What stands in the alert, and in items for versions that know no codes. */
export const ESCALATION_FAILURE_TEXT: Readonly<Record<EscalationFailureCode, string>> = {
  unanswered: 'nobody answers',
  nobody_reached: 'reaches nobody',
  full: 'cannot hold more alerts',
};

/**
 * Begins, reasserts and ends the technical alert about an incident that reaches nobody, that nobody
 * answers, or that is full.
 */
export function updateEscalationFailure(
  incident: Incident,
  { now, config }: IncidentContext,
): Incident {
  const { distress } = incident;
  // Whether it is over is known once a manual resolution can no longer be undone.
  if (incident.undo !== undefined) {
    return incident;
  }
  const service = technicalService(incident, config);
  const why = service && failureOf(incident);
  const seq = Math.max((distress?.seq ?? 0) + 1, now);
  const goesOn = distress !== undefined && !distress.over;
  if (service === undefined || why === undefined) {
    return goesOn
      ? { ...incident, distress: { ...omit(distress, 'toldAt'), over: true, seq } }
      : incident;
  }
  if (!goesOn) {
    const alert = alertOf(incident, { why, technical: service }, { config, now });
    return { ...incident, distress: { why, alert, over: false, seq } };
  }
  return distress.toldAt !== undefined && now >= distress.toldAt + ASSERT_EVERY
    ? { ...incident, distress: { ...omit(distress, 'toldAt'), seq } }
    : incident;
}

/**
 * Returns the transition for the technical service, if one is due; `markEscalationFailureSent`
 * records that it was sent.
 */
export function escalationFailureTransition(
  { distress }: Incident,
  at: Instant,
): Transition | undefined {
  if (distress === undefined || distress.toldAt !== undefined) {
    return undefined;
  }
  const { alert, seq } = distress;
  return distress.over
    ? { kind: 'resolved', alert, seq, at, reason: 'recovered' }
    : { kind: 'firing', alert, seq, at };
}

/** Returns the incident once that transition has been sent; a newer one is still due. */
export function markEscalationFailureSent(
  incident: Incident,
  told: number,
  now: Instant,
): Incident {
  const { distress } = incident;
  return distress?.seq === told && distress.toldAt === undefined
    ? { ...incident, distress: { ...distress, toldAt: now } }
    : incident;
}

/** Returns the id of the incident that such an alert is about; undefined for any other alert. */
export function failedIncidentOf({ rule, labels }: Alert): string | undefined {
  return rule === ESCALATION_FAILURE_RULE ? labels['incident'] : undefined;
}

/**
 * The service to alert. Failures of the technical service's own incidents are not reported: they
 * would report themselves forever. The canary has its own alarm.
 */
function technicalService({ service }: Incident, config: Config): Service | undefined {
  const id = config.technicalService;
  if (id === undefined || id === service || service === CANARY.id) {
    return undefined;
  }
  return own(config.services, id);
}

/**
 * Returns what is wrong with the paging of the incident now. That nobody was reached or answered
 * ends only with an answer.
 */
function failureOf(incident: Incident): EscalationFailureCode | undefined {
  const { distress, escalation } = incident;
  if (incident.status === 'resolved') {
    return undefined;
  }
  if (incident.crowded !== undefined) {
    return 'full';
  }
  if (!isPaging(incident) || escalation.phase === 'unpaged') {
    return undefined;
  }
  if (escalation.phase === 'exhausted') {
    return 'unanswered';
  }
  if (escalation.phase === 'nobody') {
    return 'nobody_reached';
  }
  return distress === undefined || distress.over || distress.why === 'full'
    ? undefined
    : distress.why;
}

function alertOf(
  incident: Incident,
  { why, technical }: { readonly why: EscalationFailureCode; readonly technical: Service },
  { now, config: { services } }: Pick<IncidentContext, 'now' | 'config'>,
): Alert {
  const isLacking = why === 'unanswered' && (incident.answers?.from.length ?? 0) > 0;
  const text = isLacking ? 'gets too few answers' : ESCALATION_FAILURE_TEXT[why];
  const about = {
    rule: ESCALATION_FAILURE_RULE,
    subject: own(services, incident.service)?.name ?? incident.service,
    metric: 'wardbell_no_answer',
    labels: { incident: incident.id },
    severity: 'critical',
  } as const;
  return {
    ...about,
    fingerprint: fingerprint([ESCALATION_FAILURE_RULE, incident.id]),
    service: technical.id,
    groupKey: groupKey(technical.id, technical.groupBy, about),
    title: `Paging ${text}`,
    limit: text,
    startsAt: now,
  };
}
