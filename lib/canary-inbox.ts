import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { CANARY_TOPIC } from '#config/deployable.ts';
import { PageQueue, responderTopic } from './page-queue.ts';

export interface CanaryInboxProps {
  /** The prefix of the names of the responders' topics. */
  readonly namePrefix: string;
  readonly key: IKey;
}

/** The canary's mailbox: a responder's topic like any other, with a queue in place of a phone. */
export class CanaryInbox extends Construct {
  readonly topic: Topic;
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { namePrefix, key }: CanaryInboxProps) {
    super(scope, id);
    this.topic = responderTopic(this, CANARY_TOPIC, { namePrefix, key });
    this.queue = new PageQueue(this, 'Pages', { key, topic: this.topic, reader: 'canary' }).queue;
  }
}
