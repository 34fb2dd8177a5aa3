import type { MessageClients } from '#adapters/aws-clients.ts';
import { createTopics, createTopicTo, removeOtherTopics } from '#adapters/sns/create-topics.ts';
import { createQueue } from '#adapters/sqs/create-queues.ts';
import type { Config } from '#core/team/config.ts';
import { QUEUES } from '#deployment/queues.ts';
import type { QueueWhereabouts } from '#lambdas/support/aws-ports.ts';
import { PHONES_QUEUE } from './phones.ts';

/**
 * Functions have seconds here, not the minutes of deployed ones: messages that a killed process
 * held are delivered again soon.
 */
const VISIBILITY_SECONDS = 30;

/** The resources that are created. */
export interface MessageResources extends QueueWhereabouts {
  readonly topicPrefix: string;
  readonly phonesQueueUrl: string;
  readonly alarmQueueUrl: string;
  readonly deadLetterUrls: readonly string[];
  /** The topic that alarms of CloudWatch notify. */
  readonly alarmTopicArn: string;
}

/**
 * Creates what a stack would: queues, a topic for alarms, and one for every responder and channel.
 * What exists already stays as it is, except the topics of people who have left the config.
 */
export async function createResources(
  { sqs, sns }: MessageClients,
  config: Config,
): Promise<MessageResources> {
  const [incidents, pages, alarms, phones] = await Promise.all(
    [QUEUES.incidents, QUEUES.pages, QUEUES.alarms, PHONES_QUEUE].map((queue) =>
      createQueue(sqs, { ...queue, visibilityTimeoutSeconds: VISIBILITY_SECONDS }),
    ),
  );
  const topics = Object.values(config.people).flatMap(({ id, channels, contacts }) =>
    channels.map((channel) => {
      const contact = contacts[channel];
      return { responder: id, channel, ...(contact !== undefined && { contact }) };
    }),
  );
  const topicPrefix = await createTopics(sns, 'wardbell-', topics, phones?.arn);
  await removeOtherTopics(sns, topicPrefix, topics);
  return {
    incidentQueueUrl: incidents?.url ?? '',
    pageQueueUrl: pages?.url ?? '',
    phonesQueueUrl: phones?.url ?? '',
    alarmQueueUrl: alarms?.url ?? '',
    deadLetterUrls: [incidents, pages, alarms].flatMap((queue) => queue?.deadLetters.url ?? []),
    alarmTopicArn: await createTopicTo(sns, 'wardbell-alarms-in', alarms?.arn ?? ''),
    topicPrefix,
  };
}
