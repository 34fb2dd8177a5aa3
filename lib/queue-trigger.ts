import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { QUEUES } from '#deployment/queues.ts';
import type { PlatformFunction } from './platform-function.ts';

/** Triggers a function by a queue, with partial batch responses. */
export function addQueueTrigger(
  scope: Construct,
  { live, room }: PlatformFunction,
  name: keyof typeof QUEUES,
  queue: IQueue,
): void {
  new EventSourceMapping(scope, `From-${name}`, {
    target: live,
    eventSourceArn: queue.queueArn,
    batchSize: QUEUES[name].batchSize,
    // Without a limit a queue makes as many calls as it can, and throttled messages count as
    // received: they end as dead letters.
    maxConcurrency: room.fromQueue,
    reportBatchItemFailures: true,
  });
}
