import type { Actor, Author } from '../actor/actor.ts';
import type { Alert } from '../alert/alert.ts';
import { type Matcher, matches, requiresValue } from '../alert/matcher.ts';
import { own as ownValue } from '../collections/own.ts';
import type { Labels } from '../sample/sample.ts';
import { type Duration, HOUR, type Instant } from '../time/instant.ts';
import type { Recurrence } from '../time/recurrence.ts';

/** While it lasts, alerts that match every matcher are recorded but page nobody. */
export interface Silence extends Author {
  readonly id: string;
  /** A maintenance window is a planned silence: the same in effect, distinguished in lists. */
  readonly kind: 'silence' | 'maintenance';
  /**
   * Matchers on `rule`, `service`, `subject`, `metric`, `severity` and the labels of the series.
   * Never empty.
   */
  readonly matchers: readonly Matcher[];
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly createdAt: Instant;
  /** When it was last changed or ended. Absent: never. */
  readonly updatedAt?: Instant;
  readonly comment: string;
  /** Who ended it early. */
  readonly endedBy?: Actor;
  /**
   * When it recurs. `startsAt` is then the end of time, so that a version that knows nothing of
   * this waits for it for good, and `endsAt` is when the last of its times is over.
   */
  readonly recurs?: Recurrence;
  /** When one of its times was last ended early, and by whom: the next ones come all the same. */
  readonly brokenOff?: { readonly at: Instant; readonly by: Actor };
}

/**
 * How long a responder may silence an incident, and the button of a page does; for longer it takes
 * a lead.
 */
export const RESPONDER_SILENCE: Duration = HOUR;

/** Whether it is pending, active, or expired. One that was ended before it began is expired. */
export function silenceStatus(
  { startsAt, endsAt }: Pick<Silence, 'startsAt' | 'endsAt'>,
  now: Instant,
): 'pending' | 'active' | 'expired' {
  if (endsAt <= now) {
    return 'expired';
  }
  return now < startsAt ? 'pending' : 'active';
}

/** The names of the built-in labels of every alert. */
export const BUILT_IN_LABELS = [
  'alertname',
  'rule',
  'service',
  'subject',
  'metric',
  'severity',
] as const satisfies readonly (keyof ReturnType<typeof builtInLabels>)[];

/**
 * Returns the built-in labels of an alert, which a silence can match beside those of its series, or
 * of its sender.
 */
export function builtInLabels({ rule, service, subject, metric, severity }: Alert): Labels {
  return { alertname: rule, rule, service, subject, metric, severity };
}

/**
 * Whether matchers match an alert, by its built-in labels and by its own. If a sender has given it
 * a label with the name of a built-in one, e.g. `service`, the label has both values: a positive
 * matcher holds if either matches, a negative one if neither does.
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

/** Returns the active silences that cover the alert, the longest first. */
export function silencesCovering(
  alert: Alert,
  silences: readonly Silence[],
  now: Instant,
): readonly Silence[] {
  return silences
    .filter((s) => silenceStatus(s, now) === 'active' && matchAlert(s.matchers, alert))
    .sort((a, b) => b.endsAt - a.endsAt);
}

/** Returns the active silence that covers the alert longest, if any. */
export function silencedBy(
  alert: Alert,
  silences: readonly Silence[],
  now: Instant,
): Silence | undefined {
  return silencesCovering(alert, silences, now)[0];
}
