import type { AlertEvent, ExternalAlert } from '#core/alert/external-alert.ts';
import { fingerprint } from '#core/alert/fingerprint.ts';
import type { Instant } from '#core/time/instant.ts';

/**
 * Returns an alert as Alertmanager's clients send it, of the service `icu`, unless more is said.
 */
export function externalAlert(
  name: string,
  startsAt: Instant,
  more: Partial<ExternalAlert> = {},
): ExternalAlert {
  return {
    fingerprint: fingerprint(['alertname', name]),
    rule: name,
    subject: 'db-1',
    severity: 'critical',
    title: `${name} is wrong`,
    labels: { alertname: name, team: 'icu' },
    startsAt,
    sent: { source: 'alertmanager', key: 'prometheus', annotations: {} },
    ...more,
  };
}

/** Returns the event that an alert fires. */
export function firingEvent(alert: ExternalAlert): AlertEvent {
  return { kind: 'fires', alert };
}

/** Returns the event that an alert has ended, from a sender that knows only its identity. */
export function endedEvent({
  fingerprint: id,
}: ExternalAlert): Extract<AlertEvent, { kind: 'ended' }> {
  return { kind: 'ended', fingerprint: id };
}
