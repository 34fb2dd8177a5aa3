import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { alarmTopic } from './alarm-topic.ts';
import type { FunctionContext } from './function-context.ts';
import { PlatformFunction } from './platform-function.ts';
import { addQueueTrigger } from './queue-trigger.ts';
import type { Queues } from './queues.ts';
import { topicToQueue } from './topic-to-queue.ts';

export interface AlarmInboxProps {
  /** The name of the deployment. */
  readonly name: string;
  readonly surroundings: FunctionContext;
  readonly queues: Queues;
}

/**
 * Ingests CloudWatch alarms as alerts: the topic that they notify, and the function behind it. The
 * queue between them keeps messages that cannot be ingested.
 */
export class AlarmInbox extends Construct {
  readonly topic: ITopic;

  constructor(scope: Construct, id: string, { name, surroundings, queues }: AlarmInboxProps) {
    super(scope, id);
    const { alarms: queue } = queues.byKey;
    const { deadLetterQueue: dead } = queue;
    this.topic = alarmTopic(this, { key: surroundings.key, topicName: `${name}-alarms-in` });
    topicToQueue(this, this.topic, queue, {
      rawMessageDelivery: true,
      ...(dead !== undefined && { deadLetterQueue: dead.queue }),
    });
    const alarms = new PlatformFunction(this, 'Alarms', { name: 'alarms', surroundings });
    addQueueTrigger(this, alarms, 'alarms', queue);
  }
}
