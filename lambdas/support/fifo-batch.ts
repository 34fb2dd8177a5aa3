import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Instant } from '#core/time/instant.ts';
import { describeError } from './log.ts';
import type { Runtime } from './runtime.ts';

/** A function behind an SQS queue that reports what it could not handle. */
export type QueueHandler = (event: SQSEvent) => Promise<SQSBatchResponse>;

/** Nothing can be made of a message, and the fault is its sender's. It comes again like any that fails, and is a dead letter in the end, which somebody sees. */
export class Unacceptable extends Error {
  override readonly name = 'Unacceptable';
}

/**
 * Handles a batch of a queue: the message groups side by side, each in order; without groups each message for itself. Where a message fails its group stops, and
 * that message and the group's later ones come again; those of other groups are done.
 */
export function fifoBatch<Message>(
  { clock, log, measure }: Pick<Runtime, 'clock' | 'log' | 'measure'>,
  handle: (message: Message, now: Instant) => Promise<unknown>,
  read: (body: string) => Message = JSON.parse,
): QueueHandler {
  const handleGroup = async (records: readonly SQSRecord[]) => {
    for (const [index, record] of records.entries()) {
      try {
        await handle(read(record.body), clock());
      } catch (error) {
        const { messageId, attributes } = record;
        const received = Number(attributes.ApproximateReceiveCount);
        const about = { messageId, received, error: describeError(error) };
        const isOurs = !(error instanceof Unacceptable);
        const why = isOurs ? {} : { reason: error.message };
        log({ level: 'error', message: 'a message failed and comes again', ...about, ...why });
        // A sender's fault must not take a rollout back.
        if (isOurs) measure({ messagesFailed: 1 });
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
