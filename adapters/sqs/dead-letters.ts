import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeadLetters } from '#usecases/ports.ts';

/** Counts the messages in dead-letter queues, including those in flight. */
export function sqsDeadLetters(client: SQSClient, urls: readonly string[]): DeadLetters {
  return {
    count: () =>
      Promise.all(
        urls.map(async (url) => {
          const { Attributes = {} } = await client.send(
            new GetQueueAttributesCommand({
              QueueUrl: url,
              AttributeNames: [
                'ApproximateNumberOfMessages',
                'ApproximateNumberOfMessagesNotVisible',
              ],
            }),
          );
          const messages = Object.values(Attributes).reduce((sum, n) => sum + Number(n), 0);
          return { queue: url.slice(url.lastIndexOf('/') + 1), messages };
        }),
      ),
  };
}
