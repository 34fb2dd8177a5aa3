import { describeAuthor } from '../actor/actor.ts';
import { compareSeverity, type Severity, worstSeverity } from '../alert/severity.ts';
import { CANARY } from '../canary/canary.ts';
import { type Silence, silencedBy } from '../suppression/silence.ts';
import type { Instant } from '../time/instant.ts';
import type { IncidentContext } from './context.ts';
import type { Incident, IncidentAlert } from './incident.ts';

type SilenceContext = Pick<IncidentContext, 'silences' | 'now'>;

/**
 * The alerts that fire, or have fired, in this incident: all that people are shown of it. What it
 * remembers of the incident before is left out.
 */
export function alertsOf(incident: Incident): readonly IncidentAlert[] {
  return Object.values(incident.alerts).filter((known) => !isEarlier(known, incident));
}

/** Items of before the mark tell by their times; what ended as this one opened stays in doubt. */
export function isEarlier(
  { status, earlier, resolvedAt = Number.POSITIVE_INFINITY }: IncidentAlert,
  { openedAt }: Pick<Incident, 'openedAt'>,
): boolean {
  return status === 'resolved' && (earlier === true || resolvedAt < openedAt);
}

/** The alerts of the incident that fire now. */
export function firingAlerts(incident: Incident): readonly IncidentAlert[] {
  return Object.values(incident.alerts).filter((a) => a.status === 'firing');
}

/** The alerts that fire and that no silence covers. */
export function unsilencedAlerts(
  incident: Incident,
  quiet: SilenceContext,
): readonly IncidentAlert[] {
  const silenced = silencesOn(incident, quiet);
  return firingAlerts(incident).filter(({ alert }) => !silenced.has(alert.fingerprint));
}

/**
 * The worst severity among what fires and is not silenced, or where all is silenced, among what
 * fires; what it was last where nothing fires.
 */
export function severityOf(incident: Incident, quiet: SilenceContext): Severity {
  const audible = unsilencedAlerts(incident, quiet);
  return audible.length === 0
    ? firingSeverity(incident)
    : worstSeverity(audible.map((a) => a.alert.severity));
}

/** The worst severity among what fires, silenced or not; what it was last where nothing fires. */
function firingSeverity(incident: Incident): Severity {
  const firing = firingAlerts(incident);
  return firing.length === 0
    ? incident.severity
    : worstSeverity(firing.map((a) => a.alert.severity));
}

/**
 * Where everything that fires is silenced: by which silence, and until when that is so for every
 * alert.
 */
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
  return { by, until, author: describeAuthor(first), ...(comment !== '' && { comment }) };
}

/**
 * When the first of the alerts that fire silenced will be heard; undefined if none is silenced.
 */
export function nextUnsilencedAt(incident: Incident, quiet: SilenceContext): Instant | undefined {
  const ends = [...silencesOn(incident, quiet).values()].map((s) => s.endsAt);
  return ends.length === 0 ? undefined : Math.min(...ends);
}

/**
 * Firing alerts that the acknowledgement does not cover, because they began later or have become
 * worse.
 */
export function unacknowledgedAlerts(incident: Incident): readonly IncidentAlert[] {
  const acknowledgement = incident.acknowledgement;
  if (acknowledgement === undefined) {
    return firingAlerts(incident);
  }
  const covered = new Set(acknowledgement.alerts);
  return firingAlerts(incident).filter(
    ({ alert }) =>
      !covered.has(alert.fingerprint) ||
      compareSeverity(alert.severity, acknowledgement.severity) < 0,
  );
}

/**
 * The silence over each firing alert that has one, by fingerprint: of several the one that ends
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
