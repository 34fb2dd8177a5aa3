import { Duration } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { OWN_ENV } from '#deployment/env.ts';
import { METRICS } from '#deployment/metrics.ts';
import type { FunctionContext } from './function-context.ts';
import type { MetricFactory } from './metric-factory.ts';
import { PlatformFunction } from './platform-function.ts';
import type { Queues } from './queues.ts';
import { callRegularly } from './scheduled.ts';

export interface AuditorProps {
  readonly surroundings: FunctionContext;
  readonly queues: Queues;
  readonly measured: MetricFactory;
  /** The URL that is requested while nothing is wrong; '' for none. */
  readonly heartbeatUrl: string;
}

/**
 * Checks each minute whether anything is stuck, and each day whether everybody can be reached and
 * every metric of the rules is sent; sends a heartbeat to an outside monitor while all is well.
 */
export class Auditor extends Construct {
  constructor(scope: Construct, id: string, props: AuditorProps) {
    super(scope, id);
    const { surroundings, queues, heartbeatUrl, measured } = props;
    const { undelivered, lost } = queues;
    const audit = new PlatformFunction(this, 'Audit', {
      name: 'audit',
      surroundings,
      undelivered,
      environment: {
        [OWN_ENV.heartbeatUrl]: heartbeatUrl,
        [OWN_ENV.deadLetterUrls]: lost.map((queue) => queue.queueUrl).join(' '),
      },
    });
    callRegularly(this, 'EachMinute', audit, {
      undelivered,
      schedule: Schedule.rate(Duration.minutes(1)),
      input: { audit: 'platform' },
    });
    callRegularly(this, 'EachDay', audit, {
      undelivered,
      schedule: Schedule.rate(Duration.days(1)),
      input: { audit: 'daily' },
    });
    surroundings.watch.alarm(this, {
      name: 'platform-findings',
      metric: measured(METRICS.platformFindings, 'Maximum'),
      threshold: 1,
      periods: 3,
      silenceBreaches: true,
      means: 'The auditor found something wrong, or has found nothing out, for three minutes.',
      article: 'the-auditor-found-something',
    });
    surroundings.watch.alarm(this, {
      name: 'daily-findings',
      metric: measured(METRICS.dailyFindings, 'Maximum', Duration.days(1)),
      threshold: 1,
      periods: 1,
      means: 'Somebody cannot be reached as the config says, or a metric of its rules is not sent.',
      article: 'the-daily-audit-found-something',
    });
  }
}
