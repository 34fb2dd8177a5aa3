import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { chunks } from '#core/collections/chunks.ts';
import { type Duration, SECOND } from '#core/time/instant.ts';
import { type TickMessage, type TickQueue, Unavailable } from '#usecases/ports.ts';
import { inTime } from '../in-time.ts';
import { MESSAGE_FORMATS } from '../stored/messages.ts';

interface Delayed {
  readonly body: TickMessage;
  readonly delay: Duration;
}

/**
 * A standard queue of ticks: a FIFO queue cannot delay single messages. One call takes ten; delays
 * are whole seconds, 15 minutes at most.
 */
export function sqsTicks(client: SQSClient, url: string): TickQueue {
  const sendTogether = async (
    messages: readonly Delayed[],
    options?: ReturnType<typeof inTime>,
  ) => {
    const { Failed = [] } = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: url,
        Entries: messages.map(({ body, delay }, i) => ({
          Id: String(i),
          MessageBody: MESSAGE_FORMATS.tick.write(body),
          DelaySeconds: delay / SECOND,
        })),
      }),
      options,
    );
    const [first] = Failed;
    if (first !== undefined) {
      throw new Unavailable(
        `SQS did not take ${Failed.length} of ${messages.length} ticks: ${first.Code} ${first.Message ?? ''}`,
      );
    }
  };
  const send = async (messages: readonly Delayed[], options?: ReturnType<typeof inTime>) => {
    await Promise.all(chunks(messages, 10).map((some) => sendTogether(some, options)));
  };
  return {
    sendAfter: (delays) => send(delays.map((delay) => ({ body: { tick: delay / SECOND }, delay }))),
    share: (shares) => send(shares.map((share) => ({ body: { share }, delay: 0 }))),
    look: (looks, now) =>
      send(
        looks.map((look) => ({ body: { look }, delay: look.at - now })),
        inTime(),
      ),
  };
}
