import type { Alert } from '../alert/alert.ts';
import { isRecovery } from '../alert/resolve-reason.ts';
import { compareSeverity, type Severity } from '../alert/severity.ts';
import { alertsOf } from '../incident/alerts.ts';
import { isFlapping } from '../incident/flapping.ts';
import type { Incident, IncidentAlert } from '../incident/incident.ts';
import { usualIn } from '../rule/usual.ts';
import { oneLine } from '../text/one-line.ts';
import type { Instant } from '../time/instant.ts';
import { directionOf } from './direction.ts';
import { reachesText } from './reaches-text.ts';
import { pointsText } from './score-text.ts';
import { subjectNameOf, titleOf } from './subject-name.ts';
import type { Wording } from './wording.ts';

/** What a person must know of an incident at a glance. */
export interface Headline {
  readonly severity: Severity;
  /** What is wrong. */
  readonly title: string;
  /** The subject's name in pages. */
  readonly where: string;
  readonly service: string;
  readonly since: Instant;
  /** The number of other alerts of the incident that matter now. */
  readonly more: number;
  /** Nothing fires any more, but the incident is not resolved: whether all has recovered. */
  readonly over?: 'recovered' | 'ended';
  /** It is flapping, and counts as firing meanwhile. */
  readonly flapping: boolean;
  /**
   * On which side of its limit the value is, if the title does not say so; of a forecast when it
   * reaches that; of an unusual value, if values may be shown, what is usual.
   */
  readonly direction?: string;
  /** The value that tripped it, if the team allows values in pages. */
  readonly value?: string;
  /** It fired without a confirming value: nothing newer came. */
  readonly unconfirmed: boolean;
}

/** Summarizes the worst alert of the incident, each part on one line. */
export function headlineOf(incident: Incident, wording: Wording): Headline {
  const { config } = wording;
  const alerts = alertsWorstFirst(incident);
  const firing = alerts.filter((a) => a.status === 'firing');
  const told = firing.length > 0 ? firing : alerts;
  // New alerts come before those that somebody has acknowledged already.
  const about = incident.escalation.about ?? [];
  const first = firing.find((a) => about.includes(a.alert.fingerprint)) ?? told[0];
  const worst = first?.alert;
  const service = oneLine(config.services[incident.service]?.name ?? incident.service);
  const reaches = worst && first.status === 'firing' ? reachesText(worst, wording) : undefined;
  // Of a forecast it is enough to know when: the value of then is none that was measured.
  const value = worst && reaches === undefined ? measuredOf(worst, wording) : undefined;
  const direction = reaches ?? (worst && comparedOf(worst, value));
  return {
    severity: firing.length > 0 && worst ? worst.severity : incident.severity,
    title: (worst && titleOf(worst, wording)) || 'Incident',
    where: (worst && subjectNameOf(worst, wording)) || service,
    service,
    since: (first && sinceOf(first)) ?? incident.openedAt,
    more: Math.max(0, told.length - 1),
    ...(alerts.length > 0 && firing.length === 0 && { over: howOver(alerts) }),
    flapping: isFlapping(incident),
    unconfirmed: firing.length > 0 && worst?.unconfirmed === true,
    ...(direction !== undefined && { direction }),
    ...(value !== undefined && value !== '' && { value }),
  };
}

/**
 * The value, if it may be shown, and on which side of its limit it is; empty if neither is known.
 */
export function measuredText({ value, direction }: Headline): string {
  return [value, direction].filter((part) => part !== undefined).join(', ');
}

function howOver(alerts: readonly IncidentAlert[]): 'recovered' | 'ended' {
  return alerts.every(({ resolveReason }) => isRecovery(resolveReason)) ? 'recovered' : 'ended';
}

/** Sorts the incident's alerts: firing before recovered, then the worst, then the longest first. */
export function alertsWorstFirst(incident: Incident): readonly IncidentAlert[] {
  return alertsOf(incident).toSorted(
    (a, b) =>
      Number(a.status === 'resolved') - Number(b.status === 'resolved') ||
      compareSeverity(a.alert.severity, b.alert.severity) ||
      a.alert.startsAt - b.alert.startsAt ||
      (a.alert.fingerprint < b.alert.fingerprint ? -1 : 1),
  );
}

/** Returns since when an alert holds; a flapping one began long before its last swing. */
export function sinceOf({ alert, flapping }: IncidentAlert): Instant {
  return Math.min(alert.startsAt, flapping?.since ?? alert.startsAt);
}

/** What is usual, where the value may be shown; else on which side of its limit it is. */
function comparedOf(alert: Alert, value: string | undefined): string | undefined {
  const isUsual = value !== undefined && usualIn(alert.limit) !== undefined;
  return isUsual ? oneLine(alert.limit) : directionOf(alert);
}

/** The value with what it was made of: `average over 10 min 87.7 %`. */
function measuredOf(alert: Alert, wording: Wording): string | undefined {
  const value = valueText(alert, wording);
  const made = /^\S.* over \d+ (?:s|min|h)(?= (?:below|above|outside|equals) )/u.exec(alert.limit);
  return value === undefined || made === null ? value : `${made[0]} ${value}`;
}

/**
 * Formats the value that tripped a rule, and its unit, or the points of a score; undefined unless
 * the team says that values are no patient data.
 */
export function valueText(alert: Alert, { config }: Pick<Wording, 'config'>): string | undefined {
  const service = config.services[alert.service];
  if (!service?.valuesInPages || alert.value === undefined) {
    return undefined;
  }
  if (alert.score !== undefined) {
    return oneLine(pointsText(alert.score));
  }
  const { value } = alert;
  const short = typeof value === 'number' ? Number(value.toPrecision(6)) : value;
  return oneLine(`${short} ${alert.unit ?? ''}`);
}
