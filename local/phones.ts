import type { SqsMessage } from '#adapters/sqs/receiver.ts';
import type { Channel } from '#core/responder/channel.ts';
import type { QueueHandler } from '#runtime/fifo-batch.ts';

/** A message that a phone or mailbox received. */
export interface ReceivedPage {
  readonly responder: string;
  readonly channel: Channel;
  readonly subject?: string;
  readonly text: string;
}

/** The queue that also receives the messages of every topic, so that they can be shown. */
export const PHONES_QUEUE = {
  name: 'phones',
  fifo: false,
  visibilityTimeoutSeconds: 30,
  maxReceiveCount: 5,
  batchSize: 10,
} as const;

/** Handles the messages of that queue by showing them. */
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

/** Parses an SNS message; its topic tells the recipient. */
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
    ...(Subject !== undefined && { subject: Subject }),
  };
}
