import {
  awaitedMetrics,
  heardItem,
  reviewHeard,
  type UnsentMetric,
} from '#core/evaluation/heard-metrics.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { amend } from './note-sent.ts';
import type { Ports } from './ports.ts';

type SentPorts = Pick<Ports, 'subjects'>;

/**
 * Notes since when each metric of the rules is waited for, so that a new rule has its day, and
 * forgets those that the config has no more.
 */
export function awaitMetrics(ports: SentPorts, config: Config) {
  const items = itemsOf(config);
  return async (now: Instant): Promise<void> => {
    for (const [item, metrics] of items) {
      await amend(ports, item, (stored) => reviewHeard(item, stored, metrics, now).next);
    }
  };
}

/** The metrics of the rules that nobody has sent for a day. */
export function auditSent({ subjects }: SentPorts, config: Config) {
  const items = itemsOf(config);
  return async (now: Instant): Promise<readonly UnsentMetric[]> => {
    const stored = await subjects.load([...items.keys()]);
    return [...items].flatMap(
      ([item, metrics]) => reviewHeard(item, stored.get(item), metrics, now).unsent,
    );
  };
}

/** The metrics of the rules, by the item in which they stand. */
function itemsOf(config: Config) {
  const awaited = awaitedMetrics(config);
  const items = Map.groupBy(awaited, ([metric]) => heardItem(metric, awaited));
  return new Map([...items].map(([item, metrics]) => [item, new Map(metrics)]));
}
