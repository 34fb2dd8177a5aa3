import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Instant } from '#core/time/instant.ts';
import { describeError } from './log.ts';
import type { Runtime } from './runtime.ts';

/** A function behind an SQS FIFO queue that reports what it could not handle. */
export type QueueHandler = (event: SQSEvent) => Promise<SQSBatchResponse>;

/**
 * Handles a batch of a FIFO queue: the message groups side by side, each in order. Where a message fails its group stops, and that message and
 * the group's later ones come again; those of other groups are done.
 */
export function fifoBatch<Message>(
  { clock, log, measure }: Pick<Runtime, 'clock' | 'log' | 'measure'>,
  handle: (message: Message, now: Instant) => Promise<unknown>,
): QueueHandler {
  const handleGroup = async (records: readonly SQSRecord[]) => {
    for (const [index, record] of records.entries()) {
      try {
        await handle(JSON.parse(record.body) as Message, clock());
      } catch (error) {
        const { messageId, attributes } = record;
        const received = Number(attributes.ApproximateReceiveCount);
        const about = { messageId, received, error: describeError(error) };
        log({ level: 'error', message: 'a message failed and comes again', ...about });
        measure({ messagesFailed: 1 });
        return records.slice(index);
      }
    }
    return [];
  };
  return async (event) => {
    const groups = Object.groupBy(event.Records, (r) => r.attributes.MessageGroupId ?? r.messageId);
    const failed = await Promise.all(Object.values(groups).map((g) => handleGroup(g ?? [])));
    return {
      batchItemFailures: failed.flat().map(({ messageId }) => ({ itemIdentifier: messageId })),
    };
  };
}
