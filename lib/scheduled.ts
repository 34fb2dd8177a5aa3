import { Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, type Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { PlatformFunction } from './platform-function.ts';

export interface ScheduledCall {
  readonly schedule: Schedule;
  /** The queue for calls that EventBridge could not deliver. */
  readonly undelivered: IQueue;
  /** @default EventBridge's own event */
  readonly input?: Readonly<Record<string, string>>;
}

/** Calls a function on a schedule of EventBridge. */
export function callRegularly(
  scope: Construct,
  id: string,
  { live }: PlatformFunction,
  { schedule, undelivered, input }: ScheduledCall,
): void {
  const target = new LambdaFunction(live, {
    deadLetterQueue: undelivered,
    retryAttempts: 2,
    // The minimum of EventBridge: a later call has been superseded by the next.
    maxEventAge: Duration.minutes(1),
    ...(input !== undefined && { event: RuleTargetInput.fromObject(input) }),
  });
  new Rule(scope, id, { schedule, targets: [target] });
}
