import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator } from 'aws-cdk-lib/aws-cloudwatch';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { OWN_ENV } from '#deployment/env.ts';
import type { FunctionContext } from './function-context.ts';
import { PlatformFunction } from './platform-function.ts';
import { addQueueTrigger } from './queue-trigger.ts';
import type { Queues } from './queues.ts';
import { callRegularly } from './scheduled.ts';

export interface ClockProps {
  readonly surroundings: FunctionContext;
  readonly queues: Queues;
  /** Whether another Region's clock is the active one. */
  readonly standby: boolean;
}

/**
 * How long an item must have been due before a standby Region's clock handles it: the active one
 * has looked in time and ticked since. If both handled everything they would only race.
 */
const STANDBY_SECONDS = 30;

/**
 * Handles everything that is due: EventBridge calls the function each minute, and a queue that
 * delays messages calls it in between: when it asked for that, or whoever saved what is due did.
 */
export class Clock extends Construct {
  constructor(scope: Construct, id: string, { surroundings, queues, standby }: ClockProps) {
    super(scope, id);
    const { undelivered, byKey } = queues;
    const clock = new PlatformFunction(this, 'Clock', {
      name: 'clock',
      surroundings,
      undelivered,
      environment: {
        [OWN_ENV.standbySeconds]: String(standby ? STANDBY_SECONDS : 0),
      },
    });
    callRegularly(this, 'EachMinute', clock, {
      schedule: Schedule.rate(Duration.minutes(1)),
      undelivered,
    });
    addQueueTrigger(this, clock, 'ticks', byKey.ticks);
    surroundings.watch.alarm(this, {
      name: 'clock-silent',
      metric: clock.live.metricInvocations({ period: Duration.minutes(1) }),
      threshold: 1,
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      periods: 2,
      silenceBreaches: true,
      means: 'The clock has not run for two minutes: nothing escalates.',
      article: 'the-clock-is-silent',
    });
  }
}
