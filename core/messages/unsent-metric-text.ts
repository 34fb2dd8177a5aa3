import type { MissingMetric } from '../evaluation/metrics-last-seen.ts';
import type { Instant } from '../time/instant.ts';
import { zonedTime } from '../time/zoned-time.ts';

/** Says that a metric of the rules has not been sent for a day, and what to do about it. */
export function unsentMetricText(
  { metric, since, heardAt }: MissingMetric,
  timeZone: string,
): string {
  const at = (moment: Instant) => zonedTime(moment, timeZone);
  const when = heardAt === undefined ? `never, since ${at(since)}` : at(heardAt);
  return `No sample of the metric "${metric}" that a rule reads has come for a day (last: ${when}). If it should be sent, see what its sender sends instead: npx --no-install wardbell subjects unread. If it is sent only now and then, say so by "seldom_sent: true" on its rules; if never, take them out.`;
}
