import { type Actor, actorOf } from '../actor/actor.ts';
import { worstSeverity } from '../alert/severity.ts';
import { omit } from '../collections/omit.ts';
import { own } from '../collections/own.ts';
import type { Instant } from '../time/instant.ts';
import type { IncidentContext } from './context.ts';
import type { GivenAnswer, Incident, IncidentAlert } from './incident.ts';
import { withdrawPlanned } from './plan-pages.ts';
import { appendTimeline, type TimelineEvent } from './timeline.ts';

/** Who takes responsibility for which alerts, and until when; without `until` for good. */
interface Taking {
  readonly who: Actor;
  readonly kind: 'acknowledged' | 'snoozed';
  readonly until: Instant | undefined;
  readonly alerts: readonly IncidentAlert[];
  /** Whoever had it until now. */
  readonly from?: string | undefined;
}

/**
 * Returns the incident once somebody has acknowledged these alerts, and no others: nobody is paged
 * for them until it expires.
 */
export function acknowledgeAlerts(
  incident: Incident,
  { who, kind, until, alerts, from }: Taking,
  { now, config }: IncidentContext,
): Incident {
  const quiet = withdrawPlanned(incident, { code: 'incident_not_triggered', status: kind });
  const person = own(config.people, who.by) !== undefined;
  const given = { ...actorOf(who), person, at: now, ...(until !== undefined && { until }) };
  const answers = inTheirPlace(quiet, given);
  const severities = alerts.map(({ alert }) => alert.severity);
  const taken: Incident = {
    ...quiet,
    status: 'acknowledged',
    ...(answers !== undefined && { answers }),
    escalation: omit(quiet.escalation, 'nextAt', 'deferred'),
    acknowledgement: {
      ...given,
      kind,
      alerts: alerts.map(({ alert }) => alert.fingerprint),
      severity: severities.length === 0 ? incident.severity : worstSeverity(severities),
    },
  };
  const told = { kind, until, from, alerts: alerts.length };
  return appendTimeline(taken, now, takingOf(told), who);
}

/**
 * Of several who have answered, whoever takes it over or snoozes it stands in the place of the one
 * who had it. What they cover the acknowledgement has.
 */
function inTheirPlace(
  { answers, acknowledgement: before }: Incident,
  given: GivenAnswer,
): Incident['answers'] {
  if (answers === undefined) {
    return undefined;
  }
  const isIn = answers.from.some(({ by }) => by === given.by);
  const from = isIn
    ? answers.from
    : answers.from.map((one) => (one.by === before?.by ? given : one));
  return { ...omit(answers, 'covered'), from };
}

function takingOf({
  kind,
  until,
  from,
  alerts,
}: Pick<Taking, 'kind' | 'until' | 'from'> & { readonly alerts: number }): TimelineEvent {
  if (from !== undefined) {
    return { code: 'acknowledgement.taken_over', data: { alerts, from } };
  }
  if (kind === 'acknowledged') {
    return { code: 'acknowledgement.given', data: { alerts } };
  }
  return {
    code: 'acknowledgement.snoozed',
    data: { alerts, ...(until !== undefined && { until }) },
  };
}

/** Returns when an acknowledgement made now expires; undefined if the service's never do. */
export function acknowledgedUntil(
  { service }: Incident,
  { now, config }: IncidentContext,
): Instant | undefined {
  const timeout = own(config.services, service)?.ackTimeout ?? null;
  return timeout === null ? undefined : now + timeout;
}

/** Formats a number of alerts. */
export function countInWords(alerts: number): string {
  return alerts === 1 ? '1 alert' : `${alerts} alerts`;
}
