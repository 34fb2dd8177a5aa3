import { topicRecipient } from '#adapters/sns/topic-arn.ts';
import type { SqsMessage } from '#adapters/sqs/receiver.ts';
import type { Recipient } from '#core/paging/contact.ts';
import type { QueueHandler } from '#runtime/fifo-batch.ts';

/** A message that a phone or mailbox received. */
export interface ReceivedPage extends Recipient {
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
  const to = TopicArn === undefined ? undefined : topicRecipient(topicPrefix, TopicArn);
  return to === undefined || Message === undefined
    ? undefined
    : { ...to, text: Message, ...(Subject !== undefined && { subject: Subject }) };
}
