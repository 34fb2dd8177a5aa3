import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { OWN_ENV } from '#lambdas/env.ts';
import { feed } from './feed.ts';
import { PlatformFunction } from './platform-function.ts';
import type { Queues } from './queues.ts';
import { callRegularly } from './scheduled.ts';
import type { Surroundings } from './surroundings.ts';

export interface ClockProps {
  readonly surroundings: Surroundings;
  readonly queues: Queues;
  /** How long something must have been due before this Region looks at it, in seconds. */
  readonly standbySeconds: number;
}

/** What makes everything happen that is due: EventBridge calls it each minute, and it calls itself in between through a queue that delays. */
export class Clock extends Construct {
  readonly function: PlatformFunction;

  constructor(scope: Construct, id: string, { surroundings, queues, standbySeconds }: ClockProps) {
    super(scope, id);
    const { undelivered, byKey } = queues;
    this.function = new PlatformFunction(this, 'Clock', {
      name: 'clock',
      surroundings,
      undelivered,
      environment: {
        [OWN_ENV.tickQueueUrl]: byKey.ticks.queueUrl,
        [OWN_ENV.standbySeconds]: String(standbySeconds),
      },
    });
    callRegularly(this, 'EachMinute', this.function, { every: Duration.minutes(1), undelivered });
    feed(this, this.function, 'ticks', byKey.ticks);
    surroundings.watch.alarm(this, {
      name: 'clock-silent',
      metric: this.function.live.metricInvocations({ period: Duration.minutes(1) }),
      threshold: 1,
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      periods: 2,
      silenceBreaches: true,
      means: 'The clock has not run for two minutes: nothing escalates.',
      article: 'the-clock-is-silent',
    });
  }
}
