import { own } from '../collections/own.ts';
import type { IncidentContext } from './context.ts';
import {
  NOBODY_RETRY,
  policyOf,
  policyOfRun,
  startEscalation,
  startNextStage,
} from './escalate.ts';
import type { Incident } from './incident.ts';
import { awaitedResponders } from './page-outcomes.ts';
import { appendTimeline } from './timeline.ts';

/**
 * Does what the escalation is due for. It takes one stage at a time, however late it is: people
 * need their time to answer.
 */
export function continueEscalation(incident: Incident, context: IncidentContext): Incident {
  const { escalation } = incident;
  // It has no due time: the team decides anew with every deployment.
  if (escalation.phase === 'unpaged' && policyOf(incident, context.config) !== 'unpaged') {
    return startEscalation(incident, context, 'escalation_step');
  }
  if (isStranded(incident, context)) {
    return leaveOldPolicy(incident, context);
  }
  const isDue = escalation.nextAt !== undefined && context.now >= escalation.nextAt;
  if (!isDue && !isUsedUp(incident, context)) {
    return incident;
  }
  switch (escalation.phase) {
    case 'waiting':
    case 'assigned':
    case 'exhausted':
      return startEscalation(incident, context, 'escalation_step');
    case 'nobody':
      return retryReaching(incident, context);
    case 'steps':
    case 'fallback':
      return hasChangedPolicy(incident, context)
        ? leaveOldPolicy(incident, context)
        : startNextStage(incident, context, 'escalation_step');
    case 'unpaged':
      return incident;
  }
}

/**
 * Whether all whom the stage has paged have answered, or left the config, while more must: it waits
 * for nobody.
 */
function isUsedUp(incident: Incident, { config }: IncidentContext): boolean {
  const { phase } = incident.escalation;
  return (
    (phase === 'steps' || phase === 'fallback') &&
    (incident.answers?.from.length ?? 0) > 0 &&
    awaitedResponders(incident).every((person) => own(config.people, person) === undefined)
  );
}

/**
 * Whether the policy of the run is no longer the service's, for any severity, so that the people of
 * the new one have not been paged.
 */
function isStranded(incident: Incident, context: IncidentContext): boolean {
  const { policy, phase } = incident.escalation;
  const policies = own(context.config.services, incident.service)?.policies ?? {};
  const isGone = policy !== undefined && !Object.values(policies).includes(policy);
  const pages = phase === 'steps' || phase === 'fallback' || phase === 'exhausted';
  return pages && isGone && hasChangedPolicy(incident, context);
}

/** Whether the incident follows another policy by now: the config has changed, or its severity. */
function hasChangedPolicy(incident: Incident, context: IncidentContext): boolean {
  const { policy } = incident.escalation;
  const now = policyOfRun(incident, context);
  return policy !== undefined && typeof now === 'object' && now.id !== policy;
}

/** A position in one policy means nothing in another: it begins there with the first step. */
function leaveOldPolicy(incident: Incident, context: IncidentContext): Incident {
  const { policy = '' } = incident.escalation;
  const event = { code: 'escalation.policy_changed', data: { policy } } as const;
  const told = appendTimeline(incident, context.now, event);
  return startEscalation(told, context, 'escalation_step');
}

/** Restarts only once somebody can be reached, so that the timeline is not filled with attempts. */
function retryReaching(incident: Incident, context: IncidentContext): Incident {
  const started = startEscalation(incident, context, 'escalation_step');
  if (started.escalation.phase !== 'nobody') {
    return started;
  }
  const nextAt = context.now + NOBODY_RETRY;
  return { ...incident, escalation: { ...incident.escalation, nextAt } };
}
