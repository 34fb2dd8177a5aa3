import type { Duration, Instant } from '../time/instant.ts';
import type { Alarm } from './alarms.ts';

/** The alarms of a rule about a subject that one run has, and another has not. */
export interface FiredMore {
  readonly rule: string;
  readonly subject: string;
  readonly alarms: number;
  /** How long they last together. */
  readonly lasted: Duration;
  readonly firstAt: Instant;
  /** The rule does not fire at all in the other run. */
  readonly isNewRule: boolean;
}

/**
 * Groups the alarms that a run has more than the one before, those first that last longest.
 * @param before the alarms of the run before
 * @param added those that are new
 * @param to until when an alarm lasts that has no end
 */
export function firedMore(
  before: readonly Alarm[],
  added: readonly Alarm[],
  to: Instant,
): readonly FiredMore[] {
  const known = new Set(before.map(({ rule }) => rule));
  const groups = Map.groupBy(added, ({ rule, subject }) => JSON.stringify([rule, subject]));
  return [...groups.values()]
    .flatMap((alarms) => {
      const [first] = alarms;
      return first === undefined ? [] : [{ first, alarms }];
    })
    .map(({ first: { rule, subject, began: firstAt }, alarms }) => ({
      rule,
      subject,
      alarms: alarms.length,
      lasted: alarms.reduce((sum, { began, ended = to }) => sum + ended - began, 0),
      firstAt,
      isNewRule: !known.has(rule),
    }))
    .sort((a, b) => b.lasted - a.lasted);
}
