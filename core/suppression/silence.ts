import type { Alert } from '../alert/alert.ts';
import { type Matcher, matchesAll } from '../alert/matcher.ts';
import type { Labels } from '../sample/sample.ts';
import type { Instant } from '../time/instant.ts';

/** While it lasts, alerts that match every matcher are recorded but page nobody. */
export interface Silence {
  readonly id: string;
  /** A maintenance window is a silence that was planned: the same in effect, told apart in lists. */
  readonly kind: 'silence' | 'maintenance';
  /** On `rule`, `service`, `subject`, `metric`, `severity` and the labels of the series. Never empty. */
  readonly matchers: readonly Matcher[];
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly comment: string;
}

/** The labels that a silence can match of an alert. */
export function silenceableLabels(alert: Alert): Labels {
  const { rule, service, subject, metric, severity } = alert;
  return { ...alert.labels, rule, service, subject, metric, severity };
}

/** The active silence that covers the alert longest, if any. */
export function silencedBy(
  alert: Alert,
  silences: readonly Silence[],
  now: Instant,
): Silence | undefined {
  const labels = silenceableLabels(alert);
  return silences
    .filter((s) => s.startsAt <= now && now < s.endsAt && matchesAll(s.matchers, labels))
    .sort((a, b) => b.endsAt - a.endsAt)[0];
}
