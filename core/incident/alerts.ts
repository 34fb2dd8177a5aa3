import { authorOf } from '../actor/actor.ts';
import { compareSeverity, type Severity } from '../alert/severity.ts';
import { CANARY } from '../canary/canary.ts';
import { type Silence, silencedBy } from '../suppression/silence.ts';
import type { Instant } from '../time/instant.ts';
import type { IncidentContext } from './context.ts';
import type { Incident, IncidentAlert } from './incident.ts';

type SilenceContext = Pick<IncidentContext, 'silences' | 'now'>;

/**
 * Returns the alerts that fire, or have fired, in this incident, which people are shown. Alerts
 * remembered from the previous incident are left out.
 */
export function alertsOf(incident: Incident): readonly IncidentAlert[] {
  return Object.values(incident.alerts).filter((known) => !isEarlier(known, incident));
}

/**
 * Items of earlier versions lack the mark, so the times decide; an alert that ended as this one
 * opened stays in doubt.
 */
export function isEarlier(
  { status, earlier, resolvedAt = Number.POSITIVE_INFINITY }: IncidentAlert,
  { openedAt }: Pick<Incident, 'openedAt'>,
): boolean {
  return status === 'resolved' && (earlier === true || resolvedAt < openedAt);
}

/** Returns the firing alerts of the incident. */
export function firingAlerts(incident: Incident): readonly IncidentAlert[] {
  return Object.values(incident.alerts).filter((a) => a.status === 'firing');
}

/** Returns the firing alerts that no silence covers. */
export function unsilencedAlerts(
  incident: Incident,
  quiet: SilenceContext,
): readonly IncidentAlert[] {
  const silenced = silencesOn(incident, quiet);
  return firingAlerts(incident).filter(({ alert }) => !silenced.has(alert.fingerprint));
}

/** If every firing alert is silenced: returns the silence, and until when all stay silenced. */
export function coveringSilence(incident: Incident, quiet: SilenceContext): Incident['silenced'] {
  const silences = [...silencesOn(incident, quiet).values()];
  if (silences.length < firingAlerts(incident).length) {
    return undefined;
  }
  const first = silences.reduce<Silence | undefined>(
    (soonest, s) => (soonest === undefined || s.endsAt < soonest.endsAt ? s : soonest),
    undefined,
  );
  if (first === undefined) {
    return undefined;
  }
  const { id: by, endsAt: until, comment } = first;
  return { by, until, setBy: authorOf(first), ...(comment !== '' && { comment }) };
}

/**
 * Returns when the first of the firing, silenced alerts will be unsilenced; undefined if none is
 * silenced.
 */
export function nextUnsilencedAt(incident: Incident, quiet: SilenceContext): Instant | undefined {
  const ends = [...silencesOn(incident, quiet).values()].map((s) => s.endsAt);
  return ends.length === 0 ? undefined : Math.min(...ends);
}

/**
 * Returns the firing alerts that the acknowledgement does not cover, because they began later or
 * have become worse.
 */
export function unacknowledgedAlerts(incident: Incident): readonly IncidentAlert[] {
  return uncoveredAlerts(incident, incident.acknowledgement);
}

/** The same of what answers cover of which more are wanted. */
export function uncoveredAlerts(
  incident: Incident,
  covering: { readonly alerts: readonly string[]; readonly severity: Severity } | undefined,
): readonly IncidentAlert[] {
  if (covering === undefined) {
    return firingAlerts(incident);
  }
  const covered = new Set(covering.alerts);
  return firingAlerts(incident).filter(
    ({ alert }) =>
      !covered.has(alert.fingerprint) || compareSeverity(alert.severity, covering.severity) < 0,
  );
}

/**
 * Returns the silence of each silenced, firing alert by fingerprint: of several the one that ends
 * last. The canary has none: it disturbs nobody.
 */
function silencesOn(
  incident: Incident,
  { silences, now }: SilenceContext,
): ReadonlyMap<string, Silence> {
  const active = silences.filter((s) => s.startsAt <= now && now < s.endsAt);
  const found = new Map<string, Silence>();
  if (active.length === 0) {
    return found;
  }
  for (const { alert } of firingAlerts(incident)) {
    if (alert.service === CANARY.id) {
      continue;
    }
    const silence = silencedBy(alert, active, now);
    if (silence !== undefined) {
      found.set(alert.fingerprint, silence);
    }
  }
  return found;
}
