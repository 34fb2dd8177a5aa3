import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { CANARY_TOPIC } from '#config/deployable.ts';
import { FUNCTIONS } from '#lambdas/resources.ts';
import { acknowledge } from './acknowledge.ts';
import { topicToQueue } from './topic-to-queue.ts';

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
    topicToQueue(this, topic, this.queue);
  }
}
