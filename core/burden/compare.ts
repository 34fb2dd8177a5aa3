import type { Duration } from '../time/instant.ts';
import type { Alarm } from './alarms.ts';

/** What becomes of the alarms of one config under another. */
export interface Comparison {
  /** Those that no alarm of the same alert overlaps under the other config. */
  readonly lost: readonly Alarm[];
  /** Those of the other config that overlap none of the first. */
  readonly added: readonly Alarm[];
  /** Those that both have, and how much later they begin; negative: earlier. */
  readonly kept: readonly { readonly before: Alarm; readonly delay: Duration }[];
}

/**
 * Compares alarms of two configs on the same samples. An alarm is the same under both if it is of
 * the same alert (rule, subject and labels) and both last at one moment: a delay makes it begin
 * later, and several that a hysteresis joins are each kept by the one that they became.
 */
export function compareAlarms(before: readonly Alarm[], after: readonly Alarm[]): Comparison {
  const [old, fresh] = [byAlert(before), byAlert(after)];
  const lost: Alarm[] = [];
  const kept: Comparison['kept'][number][] = [];
  for (const alarm of before) {
    const found = fresh.get(alarm.fingerprint)?.find((other) => overlap(alarm, other));
    if (found === undefined) {
      lost.push(alarm);
    } else {
      kept.push({ before: alarm, delay: found.began - alarm.began });
    }
  }
  const added = after.filter(
    (alarm) => !old.get(alarm.fingerprint)?.some((other) => overlap(alarm, other)),
  );
  return { lost, added, kept };
}

function byAlert(alarms: readonly Alarm[]): ReadonlyMap<string, readonly Alarm[]> {
  return Map.groupBy(alarms, ({ fingerprint }) => fingerprint);
}

function overlap(a: Alarm, b: Alarm): boolean {
  return a.began <= (b.ended ?? Infinity) && b.began <= (a.ended ?? Infinity);
}
