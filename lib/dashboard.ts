import { Duration } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type Metric,
  SingleValueWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { METRICS } from '#deployment/metrics.ts';
import type { HttpFront } from './http-front.ts';
import type { MetricFactory } from './metric-factory.ts';
import { PlatformFunction } from './platform-function.ts';
import type { Queues } from './queues.ts';

export interface DashboardProps {
  readonly name: string;
  readonly measured: MetricFactory;
  readonly queues: Queues;
  readonly front: HttpFront;
  readonly alarms: readonly Alarm[];
}

const EACH_MINUTE = { period: Duration.minutes(1), statistic: 'Sum' };
const SLOWEST = { period: Duration.minutes(1), statistic: 'p99' };

/** Adds a dashboard that shows at a glance whether pages go out, and what waits. */
export function addDashboard(
  scope: Construct,
  { name, measured, queues, front, alarms }: DashboardProps,
): void {
  const functions = scope.node.findAll().filter((one) => one instanceof PlatformFunction);
  const ofEach = (metric: (live: PlatformFunction['live']) => Metric) =>
    functions.map((one) => metric(one.live).with({ label: one.node.id }));
  const graph = (title: string, ...left: IMetric[]) =>
    new GraphWidget({ title, left, width: 12, height: 6, leftYAxis: { min: 0 } });
  const { timeToPage, canaryTimeToPage } = METRICS;
  new Dashboard(scope, 'Dashboard', {
    dashboardName: name,
    widgets: [
      [
        new SingleValueWidget({
          title: 'Now',
          width: 24,
          height: 4,
          metrics: [
            measured(METRICS.unacknowledgedIncidents, 'Maximum'),
            measured(METRICS.oldestDue, 'Maximum'),
            measured(METRICS.platformFindings, 'Maximum'),
            measured(canaryTimeToPage, 'Maximum'),
          ],
        }),
      ],
      [new AlarmStatusWidget({ title: 'Alarms', width: 24, height: 4, alarms: [...alarms] })],
      [
        graph(
          'Time to page (ms)',
          ...['p50', 'p99'].map((p) =>
            measured(timeToPage, p).with({ label: `decision to SNS, ${p}` }),
          ),
          measured(canaryTimeToPage, 'Maximum').with({ label: 'canary: POST to received' }),
        ),
        graph(
          'Pages by outcome',
          ...[METRICS.pagesSent, METRICS.pagesFailed, METRICS.pagesWithdrawn].map((m) =>
            measured(m, 'Sum'),
          ),
        ),
      ],
      [
        graph('Oldest due item (s)', measured(METRICS.oldestDue, 'Maximum')),
        graph('Unacknowledged incidents', measured(METRICS.unacknowledgedIncidents, 'Maximum')),
      ],
      [
        graph(
          'Samples, and what was refused',
          ...[
            METRICS.samplesEvaluated,
            METRICS.samplesRejected,
            METRICS.senderFaults,
            METRICS.requestsRefused,
          ].map((m) => measured(m, 'Sum')),
        ),
        graph(
          'Dead letters',
          ...queues.deadLetters.map((queue) =>
            queue
              .metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' })
              .with({ label: queue.node.id }),
          ),
        ),
      ],
      [
        graph('Throttled calls', ...ofEach((live) => live.metricThrottles(EACH_MINUTE))),
        graph(
          'Requests refused',
          front.api.metricClientError(EACH_MINUTE).with({ label: '4xx' }),
          front.api.metricServerError(EACH_MINUTE).with({ label: '5xx' }),
        ),
      ],
      [
        graph('Duration, p99 (ms)', ...ofEach((live) => live.metricDuration(SLOWEST))),
        graph('Items swept', measured(METRICS.itemsSwept, 'Sum')),
      ],
    ],
  });
}
