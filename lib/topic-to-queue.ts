import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  type ITopic,
  Subscription,
  type SubscriptionOptions,
  SubscriptionProtocol,
} from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** Subscribes a queue to a topic: SNS may send to it for that topic only. */
export function topicToQueue(
  scope: Construct,
  topic: ITopic,
  queue: Queue,
  options: Pick<SubscriptionOptions, 'rawMessageDelivery' | 'deadLetterQueue'> = {},
): void {
  queue.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('sns.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': topic.topicArn } },
    }),
  );
  // `SqsSubscription` is not used, because it would let SNS use the key for anybody's topic. The
  // key's own policy allows it for topics of this account.
  new Subscription(scope, 'Delivery', {
    topic,
    protocol: SubscriptionProtocol.SQS,
    endpoint: queue.queueArn,
    ...options,
  });
}
