import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** A message as SQS gives it out, named as in the event of a function. */
export interface SqsMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What a poller does with a queue: the part that Lambda's own poller plays when deployed. */
export interface Receiver {
  /** Up to ten messages, waiting at most 20 s for the first. */
  receive(max: number, waitSeconds: number, signal?: AbortSignal): Promise<readonly SqsMessage[]>;
  /** Handled: never given out again. */
  remove(messages: readonly SqsMessage[]): Promise<void>;
  /** Not handled: given out again after this many seconds, and the rest of its group only then. */
  giveBack(messages: readonly SqsMessage[], afterSeconds: number): Promise<void>;
}

/** Takes messages from a queue. At most ten at a time go in and out, as in one call of SQS. */
export function sqsReceiver(client: SQSClient, url: string): Receiver {
  return {
    async receive(max, waitSeconds, signal) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: url,
          MaxNumberOfMessages: max,
          WaitTimeSeconds: waitSeconds,
          MessageSystemAttributeNames: ['All'],
        }),
        signal && { abortSignal: signal },
      );
      return Messages.map(({ MessageId = '', ReceiptHandle = '', Body = '', Attributes = {} }) => ({
        messageId: MessageId,
        receiptHandle: ReceiptHandle,
        body: Body,
        attributes: Attributes as Record<string, string>,
      }));
    },
    async remove(messages) {
      if (messages.length === 0) {
        return;
      }
      await client.send(
        new DeleteMessageBatchCommand({ QueueUrl: url, Entries: handles(messages) }),
      );
    },
    async giveBack(messages, afterSeconds) {
      if (messages.length === 0) {
        return;
      }
      const Entries = handles(messages).map((handle) => ({
        ...handle,
        VisibilityTimeout: afterSeconds,
      }));
      await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }));
    },
  };
}

function handles(messages: readonly SqsMessage[]) {
  return messages.map(({ receiptHandle }, i) => ({ Id: String(i), ReceiptHandle: receiptHandle }));
}
