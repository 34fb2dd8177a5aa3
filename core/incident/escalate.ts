import type { Config } from '../config.ts';
import type { EscalationPolicy } from '../escalation/policy.ts';
import { stopsOf } from '../escalation/run.ts';
import { respondersOf } from '../escalation/targets.ts';
import type { PageReason } from '../notification/page.ts';
import { omit } from '../omit.ts';
import { HOUR, MINUTE } from '../time/instant.ts';
import { type Context, noted } from './context.ts';
import type { Escalation, Incident } from './incident.ts';
import { planPages, withdrawPlanned } from './plan-pages.ts';

/** An escalation that nobody answered begins again after this, for as long as the incident is unanswered. */
const EXHAUSTED_REST = HOUR;

/** How often an incident that reaches nobody at this hour looks whether somebody has come on call. */
const NOBODY_RETRY = MINUTE;

/** How soon it tries again where people could be reached, but every page to them failed. */
const UNDELIVERED_RETRY = 5 * MINUTE;

/** Who is paged about the incident now; `unpaged` where the team decided that nobody is for this severity. */
function policyOf(incident: Incident, config: Config): EscalationPolicy | 'unpaged' | 'unknown' {
  const technical = config.technicalService;
  const service =
    config.services[incident.service] ??
    (technical === undefined ? undefined : config.services[technical]);
  if (service === undefined) return 'unknown';
  const id = service.policies[incident.severity];
  return id === null ? 'unpaged' : (config.policies[id] ?? 'unknown');
}

/**
 * Begins the escalation from its first step, as a new run. What was planned before is withdrawn. `about` names the alerts that are the reason,
 * where it is not all of them.
 */
export function startEscalation(
  incident: Incident,
  context: Context,
  reason: PageReason,
  about?: readonly string[],
): Incident {
  const escalation: Escalation = {
    phase: 'steps',
    run: incident.escalation.run + 1,
    position: -1,
    reason,
    declined: [],
    ...(about === undefined ? {} : { about }),
  };
  const begun = withdrawPlanned({ ...incident, escalation }, 'the escalation began anew');
  return takeNextStop(begun, context, reason);
}

/** Pages the next stop that reaches somebody. A stop that reaches nobody is passed over at once, and said so. */
export function takeNextStop(incident: Incident, context: Context, reason: PageReason): Incident {
  const { now, config, overrides } = context;
  const policy = policyOf(incident, config);
  if (policy === 'unpaged') return rest(incident, 'unpaged');
  let current = incident;
  const stops = policy === 'unknown' ? [] : stopsOf(policy);
  const source = policy === 'unknown' ? '' : ` of policy ${policy.id}`;
  for (let position = current.escalation.position + 1; position < stops.length; position++) {
    const stop = stops[position];
    if (stop === undefined) break;
    const found = respondersOf(stop.targets, config, overrides, current.severity, now);
    for (const { reason: why } of found.empty)
      current = noted(current, now, 'escalation', `${stop.name} passes over a target: ${why}`);
    if (found.responders.length === 0) continue;
    const phase = stop.kind === 'fallback' ? 'fallback' : 'steps';
    const escalation = {
      ...current.escalation,
      phase,
      position,
      nextAt: now + stop.delay,
    } as const;
    current = noted({ ...current, escalation }, now, 'escalation', `${stop.name}${source}`);
    return planPages(current, found.responders, context, reason);
  }
  return endOfStops(current, context);
}

/** Pages somebody named by hand; if that person does not answer in the time of a first step, the policy goes on. */
export function assign(
  incident: Incident,
  responders: readonly string[],
  context: Context,
): Incident {
  const policy = policyOf(incident, context.config);
  const delay = (typeof policy === 'object' ? policy.steps[0]?.delay : undefined) ?? 5 * MINUTE;
  const escalation: Escalation = {
    phase: 'assigned',
    run: incident.escalation.run + 1,
    position: -1,
    reason: 'reassigned',
    nextAt: context.now + delay,
    declined: [],
  };
  const assigned = withdrawPlanned({ ...incident, escalation }, 'reassigned');
  return planPages(assigned, responders, context, 'reassigned');
}

/** Does what the escalation's time has come for. It takes one stop at a time, however late it is: people need their time to answer. */
export function continueEscalation(incident: Incident, context: Context): Incident {
  const { escalation } = incident;
  if (escalation.nextAt === undefined || context.now < escalation.nextAt) return incident;
  switch (escalation.phase) {
    case 'waiting':
    case 'assigned':
    case 'exhausted':
      return startEscalation(incident, context, 'escalation_step');
    case 'nobody':
      return retryReaching(incident, context);
    case 'steps':
    case 'fallback':
      return takeNextStop(incident, context, 'escalation_step');
    case 'unpaged':
      return incident;
  }
}

function rest(incident: Incident, phase: 'unpaged'): Incident {
  return { ...incident, escalation: { ...omit(incident.escalation, 'nextAt'), phase } };
}

/** No stop is left: nobody answered, or no page could be delivered, or none of the stops reached anybody. */
export function endOfStops(incident: Incident, { now }: Context): Incident {
  const pages = incident.pages.filter((page) => page.run === incident.escalation.run);
  const [phase, wait, text] = mayHaveArrived(incident)
    ? (['exhausted', EXHAUSTED_REST, 'the escalation is exhausted: nobody answered'] as const)
    : pages.length > 0
      ? (['nobody', UNDELIVERED_RETRY, 'no page of the escalation could be delivered'] as const)
      : (['nobody', NOBODY_RETRY, 'the escalation reaches nobody at this hour'] as const);
  const escalation = { ...incident.escalation, phase, nextAt: now + wait };
  return noted({ ...incident, escalation }, now, 'escalation', text);
}

/** Whether any page of this run was sent, or may yet be. */
export function mayHaveArrived({ pages, escalation }: Incident): boolean {
  return pages.some(
    ({ run, status }) =>
      run === escalation.run &&
      (status === 'sent' || status === 'handed_over' || status === 'planned'),
  );
}

/** Starts again only once somebody can be reached, so that the timeline is not filled with attempts. */
function retryReaching(incident: Incident, context: Context): Incident {
  const started = startEscalation(incident, context, 'escalation_step');
  if (started.escalation.phase !== 'nobody') return started;
  const nextAt = context.now + NOBODY_RETRY;
  return { ...incident, escalation: { ...incident.escalation, nextAt } };
}
