import { omit } from '../collections/omit.ts';
import { own } from '../collections/own.ts';
import type { PageReason } from '../paging/page.ts';
import { canWait, waitsUntil } from '../team/support-hours.ts';
import type { Instant } from '../time/instant.ts';
import type { IncidentContext } from './context.ts';
import { deferredUntil, type Escalation, type Incident } from './incident.ts';
import { withdrawPlanned } from './plan-pages.ts';
import { appendTimeline } from './timeline.ts';

/*
 * What can wait. Outside the hours of its service an incident that is not severe enough pages
 * nobody; when they begin, what is still open is paged from the first step. Two kinds of runs go on
 * through the night: that of a worse severity, since an incident that swings between two would
 * otherwise begin anew at each swing and never come to its second step; and that which a person has
 * asked for.
 */

/** Reasons of runs that a person has asked for: who does so at night means now. */
const BY_HAND: ReadonlySet<PageReason> = new Set(['escalated_by_hand', 'reassigned']);

/** Returns until when a run waits that would begin now; undefined if it may begin. */
export function startWaitsUntil(
  incident: Incident,
  context: Pick<IncidentContext, 'now' | 'config'>,
  reason: PageReason,
): Instant | undefined {
  return BY_HAND.has(reason) ? undefined : severityWaitsUntil(incident, context);
}

/** Returns until when its escalation waits; undefined if it may begin or go on. */
export function escalationWaitsUntil(
  incident: Incident,
  context: Pick<IncidentContext, 'now' | 'config'>,
): Instant | undefined {
  const { phase, reason, worst = incident.severity } = incident.escalation;
  const isUnderWay = phase === 'steps' || phase === 'fallback' || phase === 'assigned';
  const hours = own(context.config.services, incident.service)?.hours;
  return isUnderWay && (BY_HAND.has(reason) || !canWait(hours, worst))
    ? undefined
    : severityWaitsUntil(incident, context);
}

/** A severity that pages nobody, in the hours or not, has nothing to wait for. */
function severityWaitsUntil(
  { service: id, severity }: Incident,
  { now, config }: Pick<IncidentContext, 'now' | 'config'>,
): Instant | undefined {
  const service = own(config.services, id);
  return service?.policies[severity] === null
    ? undefined
    : waitsUntil(service?.hours, severity, now);
}

/** Why a run is put off, and the alerts that it is about if not all. */
type PutOff = Pick<Escalation, 'reason' | 'about'>;

/**
 * Lets the incident wait until then; planned pages are withdrawn. Returns the very same object if
 * it waits so already.
 */
export function defer(
  incident: Incident,
  until: Instant,
  { now }: Pick<IncidentContext, 'now'>,
  { reason, about }: PutOff = incident.escalation,
): Incident {
  if (deferredUntil(incident) === until) {
    return incident;
  }
  const quiet = withdrawPlanned(incident, { code: 'outside_hours' });
  const escalation: Escalation = {
    ...omit(quiet.escalation, 'about', 'policy'),
    phase: 'waiting',
    position: -1,
    reason,
    declined: [],
    nextAt: until,
    deferred: true,
    ...(about !== undefined && { about }),
  };
  const event = { code: 'escalation.deferred', data: { until } } as const;
  return appendTimeline({ ...quiet, escalation }, now, event);
}
