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
  /** When it was last changed or ended. Absent: never. */
  readonly updatedAt?: Instant;
  readonly comment: string;
}

/** Whether it will be in force, is, or was. One that was ended before it began is over. */
export function silenceStatus(
  { startsAt, endsAt }: Pick<Silence, 'startsAt' | 'endsAt'>,
  now: Instant,
): 'pending' | 'active' | 'expired' {
  if (endsAt <= now) return 'expired';
  return now < startsAt ? 'pending' : 'active';
}

/** The labels that a silence can match of an alert. What came ready made is known by the labels that its sender gave it. */
export function silenceableLabels(alert: Alert): Labels {
  const { rule, service, subject, metric, severity, labels, sent } = alert;
  const ours = { rule, service, subject, metric, severity };
  return { alertname: rule, ...(sent ? { ...ours, ...labels } : { ...labels, ...ours }) };
}

/** The active silences that cover the alert, those first that do so longest. */
export function silencesOver(
  alert: Alert,
  silences: readonly Silence[],
  now: Instant,
): readonly Silence[] {
  const labels = silenceableLabels(alert);
  return silences
    .filter((s) => silenceStatus(s, now) === 'active' && matchesAll(s.matchers, labels))
    .sort((a, b) => b.endsAt - a.endsAt);
}

/** The active silence that covers the alert longest, if any. */
export function silencedBy(
  alert: Alert,
  silences: readonly Silence[],
  now: Instant,
): Silence | undefined {
  return silencesOver(alert, silences, now)[0];
}
