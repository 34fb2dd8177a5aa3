import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { METRIC_DIMENSION, METRIC_NAMESPACE, type METRICS } from '#deployment/metrics.ts';

/** Makes a metric that the functions emit, over one minute by default. */
export type MetricFactory = (
  metric: (typeof METRICS)[keyof typeof METRICS],
  statistic: string,
  period?: Duration,
) => Metric;

/** Returns the metrics of one deployment. */
export function metricFactory(deployment: string): MetricFactory {
  return ({ name }, statistic, period = Duration.minutes(1)) =>
    new Metric({
      namespace: METRIC_NAMESPACE,
      metricName: name,
      dimensionsMap: { [METRIC_DIMENSION]: deployment },
      statistic,
      period,
    });
}
