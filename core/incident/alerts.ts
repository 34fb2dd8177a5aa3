import { compareSeverity, type Severity, worstSeverity } from '../alert/severity.ts';
import { type Silence, silencedBy } from '../suppression/silence.ts';
import type { Instant } from '../time/instant.ts';
import type { Incident, IncidentAlert } from './incident.ts';

/** The alerts of the incident that fire now. */
export function firingAlerts(incident: Incident): readonly IncidentAlert[] {
  return Object.values(incident.alerts).filter((a) => a.status === 'firing');
}

/** The worst severity among what fires; what it was last where nothing fires. */
export function severityOf(incident: Incident): Severity {
  const firing = firingAlerts(incident);
  return firing.length === 0
    ? incident.severity
    : worstSeverity(firing.map((a) => a.alert.severity));
}

/** Whether everything that fires is silenced, by which silence, and until when that is so for every alert. */
export function coveringSilence(
  incident: Incident,
  silences: readonly Silence[],
  now: Instant,
): Incident['silenced'] {
  let first: Silence | undefined;
  const firing = firingAlerts(incident);
  for (const { alert } of firing) {
    const silence = silencedBy(alert, silences, now);
    if (silence === undefined) return undefined;
    if (first === undefined || silence.endsAt < first.endsAt) first = silence;
  }
  return first && { by: first.id, until: first.endsAt };
}

/** Firing alerts that the acknowledgement does not cover, because they began later or have become worse. */
export function unacknowledgedAlerts(incident: Incident): readonly IncidentAlert[] {
  const acknowledgement = incident.acknowledgement;
  if (acknowledgement === undefined) return firingAlerts(incident);
  return firingAlerts(incident).filter(
    ({ alert }) =>
      !acknowledgement.alerts.includes(alert.fingerprint) ||
      compareSeverity(alert.severity, acknowledgement.severity) < 0,
  );
}
