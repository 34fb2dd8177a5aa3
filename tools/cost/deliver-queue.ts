import type { SQSEvent } from 'aws-lambda';
import type { Receiver } from '#adapters/sqs/receiver.ts';
import type { QueueHandler } from '#runtime/fifo-batch.ts';
import type { Meter } from './meter.ts';

/**
 * Plays Lambda's poller until a FIFO queue is empty: for each batch it receives once and removes
 * once, and that is billed.
 */
export async function deliverQueue(
  receiver: Receiver,
  handle: QueueHandler,
  meter: Meter,
): Promise<void> {
  for (;;) {
    const messages = await receiver.receive(10, 0);
    if (messages.length === 0) {
      return;
    }
    const { batchItemFailures } = await handle({ Records: messages } as unknown as SQSEvent);
    if (batchItemFailures.length > 0) {
      throw new Error('A message could not be handled.');
    }
    await receiver.remove(messages);
    meter.add({ sqsFifo: 2 });
  }
}
