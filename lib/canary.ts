import { Duration } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { ENV, OWN_ENV } from '#deployment/env.ts';
import { METRICS } from '#deployment/metrics.ts';
import type { CanaryInbox } from './canary-inbox.ts';
import type { FunctionContext } from './function-context.ts';
import type { HttpFront } from './http-front.ts';
import type { MetricFactory } from './metric-factory.ts';
import { PlatformFunction } from './platform-function.ts';
import type { Queues } from './queues.ts';
import { callRegularly } from './scheduled.ts';

export interface CanaryProps {
  readonly surroundings: FunctionContext;
  readonly inbox: CanaryInbox;
  readonly queues: Queues;
  /** The API of this Region. */
  readonly front: HttpFront;
  readonly measured: MetricFactory;
  /** Whether another Region is the active one. */
  readonly standby: boolean;
}

/** The longest acceptable time to the canary's page, in ms. */
const LATE = 30_000;

const EVERY = Duration.minutes(5);

/**
 * Breaches a rule through the deployed API every five minutes and measures how long the page takes.
 */
export class Canary extends Construct {
  constructor(scope: Construct, id: string, props: CanaryProps) {
    super(scope, id);
    const { surroundings, inbox, queues, front, measured, standby } = props;
    const { undelivered } = queues;
    const canary = new PlatformFunction(this, 'Canary', {
      name: 'canary',
      surroundings,
      undelivered,
      calledEvery: EVERY,
      environment: {
        [OWN_ENV.canaryQueueUrl]: inbox.queue.queueUrl,
        // This Region's own address: the deployment's domain name may lead to another Region, whose
        // pages this canary does not receive.
        [ENV.publicUrl]: front.url,
      },
    });
    callRegularly(this, 'Regularly', canary, {
      // The canaries of two Regions share a responder: if they ran at the same time their pages
      // would be bundled, and one of them would miss its own.
      schedule: Schedule.cron({ minute: standby ? '2/5' : '0/5' }),
      undelivered,
    });
    surroundings.watch.alarm(this, {
      name: 'time-to-page',
      metric: measured(METRICS.canaryTimeToPage, 'Maximum', EVERY),
      threshold: LATE,
      periods: 2,
      silenceBreaches: true,
      means: `Twice in a row the canary's page took more than ${LATE / 1000} s, or did not come.`,
      article: 'the-canary-is-not-paged',
    });
  }
}
