import {
  expectedMetrics,
  findMissingMetrics,
  type MissingMetric,
  metricItemId,
} from '#core/evaluation/metrics-last-seen.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import type { Ports } from './ports.ts';
import { amend } from './record-metric-coverage.ts';

type SentPorts = Pick<Ports, 'subjects'>;

/**
 * Records since when each metric of the rules has been expected, so that a new rule has a full day,
 * and forgets metrics that the config no longer names.
 */
export function trackExpectedMetrics(ports: SentPorts, config: Config) {
  const items = itemsOf(config);
  return async (now: Instant): Promise<void> => {
    for (const [item, metrics] of items) {
      await amend(ports, item, (stored) => findMissingMetrics(item, stored, metrics, now).next);
    }
  };
}

/** Returns the metrics of the rules that nobody has sent for a day. */
export function auditMissingMetrics({ subjects }: SentPorts, config: Config) {
  const items = itemsOf(config);
  return async (now: Instant): Promise<readonly MissingMetric[]> => {
    const stored = await subjects.load([...items.keys()]);
    return [...items].flatMap(
      ([item, metrics]) => findMissingMetrics(item, stored.get(item), metrics, now).unsent,
    );
  };
}

/** The metrics of the rules, grouped by the item that records them. */
function itemsOf(config: Config) {
  const awaited = expectedMetrics(config);
  const items = Map.groupBy(awaited, ([metric]) => metricItemId(metric, awaited));
  return new Map([...items].map(([item, metrics]) => [item, new Map(metrics)]));
}
