import type { SqsMessage } from '#adapters/sqs/receiver.ts';
import type { Channel } from '#core/responder/channel.ts';
import type { QueueHandler } from '#runtime/fifo-batch.ts';

/** What a phone or mailbox received. */
export interface ReceivedPage {
  readonly responder: string;
  readonly channel: Channel;
  readonly subject?: string;
  readonly text: string;
}

/** Where every topic's messages also go, so that they can be seen. */
export const PHONES_QUEUE = {
  name: 'phones',
  fifo: false,
  visibilityTimeoutSeconds: 30,
  maxReceiveCount: 5,
  batchSize: 10,
} as const;

/** Shows what arrives in the queue that is subscribed to all topics. */
export function showPages(topicPrefix: string, show: (page: ReceivedPage) => void): QueueHandler {
  return async ({ Records }) => {
    for (const { body } of Records) {
      const page = readPage(body, topicPrefix);
      if (page !== undefined) {
        show(page);
      }
    }
    return { batchItemFailures: [] };
  };
}

/** A message from SNS is JSON; its topic tells for whom it is. */
export function readPage(body: SqsMessage['body'], topicPrefix: string): ReceivedPage | undefined {
  const { TopicArn, Subject, Message } = JSON.parse(body) as Partial<Record<string, string>>;
  if (!TopicArn?.startsWith(topicPrefix) || Message === undefined) {
    return undefined;
  }
  const [, responder, channel] =
    /^(.*)-(sms|email)$/s.exec(TopicArn.slice(topicPrefix.length)) ?? [];
  if (responder === undefined) {
    return undefined;
  }
  return {
    responder,
    channel: channel as Channel,
    text: Message,
    ...(Subject && { subject: Subject }),
  };
}
