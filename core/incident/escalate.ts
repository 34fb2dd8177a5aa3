import { omit } from '../collections/omit.ts';
import { own } from '../collections/own.ts';
import type { EscalationPolicy } from '../escalation/policy.ts';
import {
  passedOverNote,
  type ResolvedTargets,
  resolveTargets,
} from '../escalation/resolve-targets.ts';
import {
  type EscalationStage,
  escalationStages,
  peopleInTurn,
  type StopName,
} from '../escalation/stages.ts';
import type { PageReason } from '../paging/page.ts';
import type { Config } from '../team/config.ts';
import { HOUR, type Instant, MINUTE } from '../time/instant.ts';
import { hasAnswered, wantAnswers } from './answers.ts';
import type { IncidentContext } from './context.ts';
import { defer, escalationWaitsUntil, startWaitsUntil } from './defer.ts';
import type { Escalation, Incident } from './incident.ts';
import { planPages, withdrawPlanned } from './plan-pages.ts';
import { appendTimeline, type TimelineEvent } from './timeline.ts';

/** An unanswered escalation is restarted after this, for as long as the incident is unanswered. */
const EXHAUSTED_REST = HOUR;

/**
 * How often an incident that reaches nobody at this hour checks whether somebody has come on call.
 */
export const NOBODY_RETRY = MINUTE;

/** How soon it retries if people could be reached, but every page to them failed. */
const UNDELIVERED_RETRY = 5 * MINUTE;

/**
 * Returns the policy for the incident now; `unpaged` if the team decided that this severity pages
 * nobody.
 */
export function policyOf(
  incident: Incident,
  config: Config,
): EscalationPolicy | 'unpaged' | 'unknown' {
  const technical = config.technicalService;
  const service =
    own(config.services, incident.service) ??
    (technical === undefined ? undefined : own(config.services, technical));
  if (service === undefined) {
    return 'unknown';
  }
  const id = service.policies[incident.severity];
  return id === null ? 'unpaged' : (own(config.policies, id) ?? 'unknown');
}

/**
 * Returns the policy by which the escalation goes on. A run that goes on outside the hours of its
 * service, although the severity by now can wait, does so by the policy with which it began.
 */
export function policyOfRun(
  incident: Incident,
  context: Pick<IncidentContext, 'now' | 'config'>,
): ReturnType<typeof policyOf> {
  const { reason, worst: severity = incident.severity } = incident.escalation;
  const goesOn =
    startWaitsUntil(incident, context, reason) !== undefined &&
    escalationWaitsUntil(incident, context) === undefined;
  return policyOf(goesOn ? { ...incident, severity } : incident, context.config);
}

/**
 * Starts the escalation from its first step, as a new run; what can wait outside the hours of its
 * service does so. Planned pages are withdrawn. `about` names the alerts that are the reason, if
 * not all are; `declined` names the people who are not paged again.
 */
export function startEscalation(
  incident: Incident,
  context: IncidentContext,
  reason: PageReason,
  { about, declined = [] }: { about?: readonly string[]; declined?: readonly string[] } = {},
): Incident {
  const until = startWaitsUntil(incident, context, reason);
  if (until !== undefined) {
    return defer(incident, until, context, { reason, ...(about !== undefined && { about }) });
  }
  const escalation: Escalation = {
    phase: 'steps',
    run: incident.escalation.run + 1,
    position: -1,
    reason,
    worst: incident.severity,
    declined,
    ...(about !== undefined && { about }),
  };
  const begun = withdrawPlanned({ ...incident, escalation }, { code: 'escalation_restarted' });
  return startNextStage(begun, context, reason, declined);
}

/**
 * Pages the next stage that reaches somebody. A stage that reaches nobody is skipped at once, with
 * a timeline entry; people who have just `declined` are skipped too, while a later stage pages them
 * again. Whoever has answered is not asked while the answers of others are wanted.
 */
export function startNextStage(
  incident: Incident,
  context: IncidentContext,
  reason: PageReason,
  declined: readonly string[] = [],
): Incident {
  const { now, config, overrides } = context;
  const policy = policyOfRun(incident, context);
  if (policy === 'unpaged') {
    return rest(incident);
  }
  if (policy === 'unknown') {
    return exhaustEscalation(incident, context);
  }
  let current = byPolicy(incident, policy.id);
  let refused = false;
  const stops = escalationStages(policy, incident.severity);
  for (let position = current.escalation.position + 1; position < stops.length; position++) {
    const stop = stops[position];
    if (stop === undefined) {
      break;
    }
    if (stop.isOfOthers) {
      continue;
    }
    const { severity } = current;
    const found = resolveTargets(stop.targets, config, overrides, { severity, at: now });
    current = tellPassedOver(current, stop.name, found, now);
    const isAsked = (person: string) => !declined.includes(person) && !hasAnswered(current, person);
    const responders = found.responders.filter(isAsked);
    refused ||= found.responders.some((person) => declined.includes(person));
    if (responders.length === 0) {
      continue;
    }
    const turn = turnOf(stop, current, context);
    const phase = stop.kind === 'fallback' ? 'fallback' : 'steps';
    const escalation = {
      ...current.escalation,
      phase,
      position,
      nextAt: now + stop.delay,
      ...(turn !== undefined && { turn }),
    } as const;
    const where = { policy: policy.id, stop: stop.name };
    const told = { code: 'escalation.step', data: where } as const;
    const reached = wantAnswers({ ...current, escalation }, stop.answers);
    current = appendTimeline(reached, now, told);
    const why = phase === 'fallback' && reason === 'escalation_step' ? 'fallback' : reason;
    const pathTo = (responder: string) => ({ ...where, ...found.paths.get(responder) });
    const asked = peopleInTurn(responders, stop, turn);
    return planPages(current, { responders: asked, pathTo }, context, why);
  }
  return exhaustEscalation(current, context, refused);
}

/**
 * Returns the turn of this run at a stop: that which it has, or has taken now. A run has the turn
 * of one step at a time, so that a repeat may take another: that is the turn of this very stop.
 */
function turnOf({ turn }: EscalationStage, { escalation }: Incident, given: IncidentContext) {
  if (turn === undefined || escalation.turn?.step === turn.step) {
    return escalation.turn;
  }
  return given.turn === undefined
    ? undefined
    : { step: turn.step, number: given.turn - turn.later };
}

/**
 * Returns the name of the turns that a decision has to take: it has come to a step that pages one
 * in turn, and paged all of it, since it did not know whose turn it is.
 */
export function turnWanted(
  before: Incident | undefined,
  after: Incident,
  context: Pick<IncidentContext, 'now' | 'config' | 'turn'>,
): string | undefined {
  const { run, position, phase } = after.escalation;
  const hasMoved = run !== before?.escalation.run || position !== before.escalation.position;
  const policy = policyOfRun(after, context);
  if (context.turn !== undefined || !hasMoved || phase !== 'steps' || typeof policy === 'string') {
    return undefined;
  }
  const stop = escalationStages(policy, after.severity)[position];
  const wanted = stop?.turn?.step;
  return wanted === undefined || after.escalation.turn?.step === wanted
    ? undefined
    : `${policy.id}#${wanted}`;
}

/** Says which overrides and targets of a stop count for nothing, and why. */
function tellPassedOver(
  incident: Incident,
  stop: StopName,
  { passedOver, empty }: ResolvedTargets,
  now: Instant,
): Incident {
  const told: readonly TimelineEvent[] = [
    ...passedOver.map((passed) => ({
      code: 'escalation.override_passed_over' as const,
      data: { stop, ...passedOverNote(passed) },
    })),
    ...empty.map(({ why }) => ({
      code: 'escalation.target_passed_over' as const,
      data: { stop, why },
    })),
  ];
  return told.reduce((current, event) => appendTimeline(current, now, event), incident);
}

function byPolicy(incident: Incident, policy: string): Incident {
  if (incident.escalation.policy === policy) {
    return incident;
  }
  return { ...incident, escalation: { ...incident.escalation, policy } };
}

/**
 * Pages the next stage at once, or the first again if none is left, so that somebody is paged; but
 * not those who declined, and not before the hours of the service if it can wait.
 */
export function escalateNow(
  incident: Incident,
  context: IncidentContext,
  reason: PageReason,
  declined: readonly string[] = [],
): Incident {
  if (isAtEnd(incident) || startWaitsUntil(incident, context, reason) !== undefined) {
    return startEscalation(incident, context, reason, { declined });
  }
  const escalation = { ...incident.escalation, reason };
  const onward = startNextStage({ ...incident, escalation }, context, reason, declined);
  return isAtEnd(onward) ? startEscalation(incident, context, reason, { declined }) : onward;
}

function isAtEnd({ escalation: { phase } }: Incident): boolean {
  return phase === 'exhausted' || phase === 'nobody' || phase === 'waiting';
}

/**
 * Pages a person named by hand; if that person does not answer within the time of a first step, the
 * policy continues.
 */
export function assign(
  incident: Incident,
  responders: readonly string[],
  context: IncidentContext,
): Incident {
  const policy = policyOf(incident, context.config);
  const delay = (typeof policy === 'object' ? policy.steps[0]?.delay : undefined) ?? 5 * MINUTE;
  const escalation: Escalation = {
    phase: 'assigned',
    run: incident.escalation.run + 1,
    position: -1,
    reason: 'reassigned',
    worst: incident.severity,
    nextAt: context.now + delay,
    declined: [],
  };
  const assigned = withdrawPlanned({ ...incident, escalation }, { code: 'reassigned' });
  return planPages(assigned, { responders }, context, 'reassigned');
}

/** The team pages nobody for this severity. */
function rest(incident: Incident): Incident {
  const escalation = { ...omit(incident.escalation, 'nextAt'), phase: 'unpaged' as const };
  return withdrawPlanned({ ...incident, escalation }, { code: 'severity_pages_nobody' });
}

/**
 * Ends a run without a next stage: nobody answered or all declined, or no page could be delivered,
 * or no stage reached anybody.
 */
export function exhaustEscalation(
  incident: Incident,
  { now, config }: IncidentContext,
  declined = false,
): Incident {
  const [phase, wait, code] = haveAllAnswered(incident, declined)
    ? (['nobody', NOBODY_RETRY, 'escalation.all_answered'] as const)
    : mayHaveArrived(incident, config)
      ? (['exhausted', EXHAUSTED_REST, 'escalation.unanswered'] as const)
      : declined
        ? (['exhausted', EXHAUSTED_REST, 'escalation.all_declined'] as const)
        : hasPaged(incident)
          ? (['nobody', UNDELIVERED_RETRY, 'escalation.undelivered'] as const)
          : (['nobody', NOBODY_RETRY, 'escalation.reached_nobody'] as const);
  const escalation = { ...incident.escalation, phase, nextAt: now + wait };
  return appendTimeline({ ...incident, escalation }, now, { code, data: {} });
}

/**
 * Whether somebody has answered, and this run pages nobody else: whoever comes on call next is
 * asked at once.
 */
function haveAllAnswered(incident: Incident, declined: boolean): boolean {
  const { pages, answers, escalation } = incident;
  return (
    !declined &&
    (answers?.from.length ?? 0) > 0 &&
    pages.every(({ run, responder }) => run !== escalation.run || hasAnswered(incident, responder))
  );
}

/** Whether this run has paged anybody. */
export function hasPaged({ pages, escalation }: Incident): boolean {
  return pages.some((page) => page.run === escalation.run);
}

/** Whether any page of this run was sent, or may yet be, to somebody who can still answer it. */
export function mayHaveArrived(incident: Incident, config: Config): boolean {
  return incident.pages.some(
    ({ run, status, responder }) =>
      run === incident.escalation.run &&
      (status === 'sent' || status === 'handed_over' || status === 'planned') &&
      own(config.people, responder) !== undefined &&
      !hasAnswered(incident, responder),
  );
}
