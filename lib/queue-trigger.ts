import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { QUEUES } from '#deployment/queues.ts';
import type { PlatformFunction } from './platform-function.ts';

/** Lets a queue feed a function, which tells for each message of a batch whether it was handled. */
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
    // Without it a queue calls as many as it can, and what Lambda throttles counts as received:
    // dead letters in the end.
    maxConcurrency: room.fromQueue,
    reportBatchItemFailures: true,
  });
}
