import type { Instant } from '#core/time/instant.ts';
import { METRIC_DIMENSION, METRIC_NAMESPACE, METRICS } from '#deployment/metrics.ts';

/** Values by the names of `METRICS`; a list holds several of one metric. */
export type Measured = Readonly<Partial<Record<MetricKey, number | readonly number[]>>>;

/**
 * Records measurements. Labels distinguish values in counters of one process; in CloudWatch, where
 * each combination is a billed metric, they are left out.
 */
export type Measure = (values: Measured, labels?: Readonly<Record<string, string>>) => void;

type MetricKey = keyof typeof METRICS;

/** CloudWatch refuses a line with more values of one metric than this, and everything in it. */
const MAX_VALUES = 100;

/**
 * Writes measurements as log lines from which CloudWatch extracts the values (embedded metric
 * format): no call, and nothing to wait for.
 */
export function measureToConsole(deployment: string, clock: () => Instant): Measure {
  return (values) => {
    for (const line of metricLines(values, deployment, clock())) {
      console.log(line);
    }
  };
}

/**
 * Returns the log lines that carry these values: none if there are no values, more than one only
 * for long lists.
 */
export function metricLines(values: Measured, deployment: string, now: Instant): string[] {
  const lists = Object.entries(values).map(
    ([key, value]) => [METRICS[key as MetricKey], [value].flat()] as const,
  );
  const longest = Math.max(0, ...lists.map(([, list]) => list.length));
  return Array.from({ length: Math.ceil(longest / MAX_VALUES) }, (_, part) => {
    const from = part * MAX_VALUES;
    const parts = lists
      .map(([metric, list]) => [metric, list.slice(from, from + MAX_VALUES)] as const)
      .filter(([, list]) => list.length > 0);
    const directive = {
      Namespace: METRIC_NAMESPACE,
      Dimensions: [[METRIC_DIMENSION]],
      Metrics: parts.map(([{ name, unit }]) => ({ Name: name, Unit: unit })),
    };
    return JSON.stringify({
      _aws: { Timestamp: now, CloudWatchMetrics: [directive] },
      [METRIC_DIMENSION]: deployment,
      ...Object.fromEntries(parts.map(([{ name }, list]) => [name, list])),
    });
  });
}

/**
 * Drops counts of 0 and empty lists: most requests reject nothing, and an absent value costs
 * nothing.
 */
export function withoutZeros(counts: Measured): Measured {
  return Object.fromEntries(
    Object.entries(counts).filter(([, value]) => value !== 0 && [value].flat().length > 0),
  );
}
