import type { Actor, Author } from '../actor/actor.ts';
import type { Alert } from '../alert/alert.ts';
import { type Matcher, matches, requiresValue } from '../alert/matcher.ts';
import { own as ownValue } from '../collections/own.ts';
import type { Labels } from '../sample/sample.ts';
import type { Instant } from '../time/instant.ts';

/** While it lasts, alerts that match every matcher are recorded but page nobody. */
export interface Silence extends Author {
  readonly id: string;
  /**
   * A maintenance window is a silence that was planned: the same in effect, told apart in lists.
   */
  readonly kind: 'silence' | 'maintenance';
  /**
   * On `rule`, `service`, `subject`, `metric`, `severity` and the labels of the series. Never
   * empty.
   */
  readonly matchers: readonly Matcher[];
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly createdAt: Instant;
  /** When it was last changed or ended. Absent: never. */
  readonly updatedAt?: Instant;
  readonly comment: string;
  /** Who ended it before its time. */
  readonly endedBy?: Actor;
}

/** Whether it will be in force, is, or was. One that was ended before it began is over. */
export function silenceStatus(
  { startsAt, endsAt }: Pick<Silence, 'startsAt' | 'endsAt'>,
  now: Instant,
): 'pending' | 'active' | 'expired' {
  if (endsAt <= now) {
    return 'expired';
  }
  return now < startsAt ? 'pending' : 'active';
}

/** The names of the labels that every alert has from us. */
export const BUILT_IN_LABELS = [
  'alertname',
  'rule',
  'service',
  'subject',
  'metric',
  'severity',
] as const satisfies readonly (keyof ReturnType<typeof builtInLabels>)[];

/**
 * What we call an alert: labels that a silence can match beside those of its series, or of its
 * sender.
 */
export function builtInLabels({ rule, service, subject, metric, severity }: Alert): Labels {
  return { alertname: rule, rule, service, subject, metric, severity };
}

/**
 * Whether matchers find an alert, by our labels and by its own. Where a sender has given it a label
 * that is called as one of ours is, `service` say, both are its values: either may be meant by what
 * must be so, and neither may be what must not.
 */
export function matchAlert(matchers: readonly Matcher[], alert: Alert): boolean {
  const ours = builtInLabels(alert);
  const { labels } = alert;
  return matchers.every((matcher) => {
    const { name } = matcher;
    const [our, own] = [ownValue(ours, name), ownValue(labels, name)];
    const values = our === undefined || own === undefined ? [our ?? own ?? ''] : [our, own];
    const holds = (value: string) => matches(matcher, value);
    return requiresValue(matcher) ? values.some(holds) : values.every(holds);
  });
}

/** The active silences that cover the alert, those first that do so longest. */
export function silencesCovering(
  alert: Alert,
  silences: readonly Silence[],
  now: Instant,
): readonly Silence[] {
  return silences
    .filter((s) => silenceStatus(s, now) === 'active' && matchAlert(s.matchers, alert))
    .sort((a, b) => b.endsAt - a.endsAt);
}

/** The active silence that covers the alert longest, if any. */
export function silencedBy(
  alert: Alert,
  silences: readonly Silence[],
  now: Instant,
): Silence | undefined {
  return silencesCovering(alert, silences, now)[0];
}
