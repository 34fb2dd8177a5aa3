import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Subscription, SubscriptionProtocol, Topic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { CANARY_TOPIC } from '#config/deployable.ts';
import { FUNCTIONS } from '#lambdas/resources.ts';
import { acknowledge } from './acknowledge.ts';

export interface CanaryInboxProps {
  /** What the names of the responders' topics begin with. */
  readonly namePrefix: string;
  readonly key: IKey;
}

/** The canary's mailbox: a responder's topic as any other, with a queue where others have a phone. */
export class CanaryInbox extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { namePrefix, key }: CanaryInboxProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      dataKeyReuse: Duration.hours(1),
      enforceSSL: true,
      retentionPeriod: Duration.minutes(15),
      visibilityTimeout: Duration.seconds(FUNCTIONS.canary.timeoutSeconds),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledge(this.queue, {
      'AwsSolutions-SQS3':
        "The queue holds the canary's own pages only: one that nobody reads is worth nothing minutes later, and the canary raises the alarm when none comes.",
    });
    const { responder, channel } = CANARY_TOPIC;
    const topic = new Topic(this, 'Topic', {
      topicName: `${namePrefix}${responder}-${channel}`,
      masterKey: key,
      enforceSSL: true,
    });
    this.queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('sns.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.queue.queueArn],
        conditions: { ArnEquals: { 'aws:SourceArn': topic.topicArn } },
      }),
    );
    // Not `SqsSubscription`: it would let SNS use the key for anybody's topic. The key's own policy lets it for topics of this account.
    new Subscription(this, 'Delivery', {
      topic,
      protocol: SubscriptionProtocol.SQS,
      endpoint: this.queue.queueArn,
    });
  }
}
