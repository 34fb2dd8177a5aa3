import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** A received SQS message, with the field names of a function's event. */
export interface SqsMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The operations of a poller on a queue: the part that Lambda's own poller plays when deployed. */
export interface Receiver {
  /** Receives up to ten messages, waiting at most 20 s for the first. */
  receive(max: number, waitSeconds: number, signal?: AbortSignal): Promise<readonly SqsMessage[]>;
  /** Deletes handled messages. */
  remove(messages: readonly SqsMessage[]): Promise<void>;
  /**
   * Returns unhandled messages, which are delivered again after this many seconds, and the rest of
   * their group only then.
   */
  giveBack(messages: readonly SqsMessage[], afterSeconds: number): Promise<void>;
}

/** Receives messages from a queue, at most ten in a call of SQS. */
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
