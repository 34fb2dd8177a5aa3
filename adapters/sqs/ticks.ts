import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { SECOND } from '#core/time/instant.ts';
import type { TickQueue } from '#usecases/ports.ts';
import { Unavailable } from '../unavailable.ts';

/** A standard queue of ticks: a FIFO queue cannot delay single messages. One call takes ten; delays are whole seconds, 15 minutes at most. */
export function sqsTicks(client: SQSClient, url: string): TickQueue {
  return {
    async sendAfter(delays) {
      const { Failed = [] } = await client.send(
        new SendMessageBatchCommand({
          QueueUrl: url,
          Entries: delays.map((delay, i) => ({
            Id: String(i),
            MessageBody: JSON.stringify({ tick: delay / SECOND }),
            DelaySeconds: delay / SECOND,
          })),
        }),
      );
      const [first] = Failed;
      if (first !== undefined)
        throw new Unavailable(
          `SQS did not take ${Failed.length} of ${delays.length} ticks: ${first.Code} ${first.Message ?? ''}`,
        );
    },
  };
}
