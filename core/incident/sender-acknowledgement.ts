import type { Instant } from '../time/instant.ts';
import { acknowledgedUntil } from './acknowledge-alerts.ts';
import { addAlertIfItFits } from './capacity.ts';
import type { IncidentContext } from './context.ts';
import { giveAnswer } from './give-answer.ts';
import type { Incident } from './incident.ts';
import { audibleAlerts } from './quiet.ts';
import { appendTimeline, noteOf } from './timeline.ts';

/** The alert that its sender acknowledged, and by whom in words. */
export interface SenderAcknowledges {
  readonly fingerprint: string;
  readonly by: string;
}

/**
 * Marks an alert as acknowledged by its sender. Other alerts of the incident are unchanged: it
 * pages on for them, and is quiet once every alert has been acknowledged
 * (`syncSenderAcknowledgement`). The mark ends with the alert, if that becomes worse, and after the
 * service's time-out.
 */
export function acknowledgeAlert(
  incident: Incident | undefined,
  { fingerprint, by }: SenderAcknowledges,
  context: IncidentContext,
): Incident | undefined {
  const known = incident?.alerts[fingerprint];
  if (incident === undefined || incident.status === 'resolved') {
    return incident;
  }
  if (known?.status !== 'firing' || isMarked(known, context.now)) {
    return incident;
  }
  const until = acknowledgedUntil(incident, context);
  const acknowledged = { by, ...(until !== undefined && { until }) };
  const alerts = addAlertIfItFits(incident.alerts, { ...known, acknowledged });
  // Without room for the mark it pages on, which hides nothing.
  if (alerts === undefined) {
    return incident;
  }
  const data = { alert: noteOf(known.alert) };
  const event = { code: 'alert.acknowledged_by_sender', data } as const;
  return appendTimeline({ ...incident, alerts }, context.now, event, { by });
}

/**
 * Acknowledges an incident once its senders have acknowledged all audible alerts; silenced and
 * inhibited ones are not covered.
 */
export function syncSenderAcknowledgement(incident: Incident, context: IncidentContext): Incident {
  if (incident.status !== 'triggered' || incident.crowded !== undefined) {
    return incident;
  }
  const alerts = audibleAlerts(incident, context);
  if (alerts.length === 0 || !alerts.every((alert) => isMarked(alert, context.now))) {
    return incident;
  }
  const marks = alerts.flatMap(({ acknowledged }) => acknowledged ?? []);
  const ends = marks.flatMap(({ until }) => until ?? []);
  const until = ends.length === 0 ? undefined : Math.min(...ends);
  const by = marks.at(-1)?.by ?? '';
  // Where several must answer, all senders together are one of them, whoever they name.
  return incident.answers?.from.some(({ bySender }) => bySender)
    ? incident
    : giveAnswer(incident, { who: { by }, until, alerts, bySender: true }, context);
}

function isMarked({ acknowledged }: Incident['alerts'][string], now: Instant): boolean {
  return (
    acknowledged !== undefined && (acknowledged.until === undefined || now < acknowledged.until)
  );
}
