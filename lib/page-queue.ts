import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { FUNCTIONS, type FunctionName } from '#deployment/functions.ts';
import { suppressFindings } from './suppress-findings.ts';
import { topicToQueue } from './topic-to-queue.ts';

export interface PageQueueProps {
  readonly key: IKey;
  /** The topic whose pages arrive in the queue. */
  readonly topic: Topic;
  /** The function that reads them. */
  readonly reader: FunctionName;
}

/** A queue in place of a responder's phone. */
export class PageQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { key, topic, reader }: PageQueueProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      dataKeyReuse: Duration.hours(1),
      enforceSSL: true,
      retentionPeriod: Duration.minutes(15),
      visibilityTimeout: Duration.seconds(FUNCTIONS[reader].timeoutSeconds),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    suppressFindings(this.queue, {
      'AwsSolutions-SQS3':
        'The queue holds pages that test the way of a page and no others: one that nobody reads is worth nothing minutes later, and whoever waits for it says so when none comes.',
    });
    topicToQueue(this, topic, this.queue);
  }
}

/** The topic of a recipient that is no person, named like that of any responder. */
export function responderTopic(
  scope: Construct,
  { responder, channel }: { readonly responder: string; readonly channel: string },
  { namePrefix, key }: { readonly namePrefix: string; readonly key: IKey },
): Topic {
  return new Topic(scope, 'Topic', {
    topicName: `${namePrefix}${responder}-${channel}`,
    masterKey: key,
    enforceSSL: true,
  });
}
