import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Instant } from '#core/time/instant.ts';
import { describeError } from './log.ts';
import type { Runtime } from './runtime.ts';

/** A function behind an SQS queue that reports the messages that it could not handle. */
export type QueueHandler = (event: SQSEvent) => Promise<SQSBatchResponse>;

/**
 * A message that cannot be processed because of its sender. It is redelivered like any failed
 * message, and ends in the dead-letter queue, where somebody sees it.
 */
export class PoisonMessage extends Error {
  override readonly name = 'PoisonMessage';
}

/** How the messages of a queue are parsed and handled. */
export interface FifoBatchOptions<Message> {
  /** @default JSON */
  readonly read?: (body: string) => Message;
  /**
   * Splits messages of one group, in order, into those that are handled together.
   * @default each for itself
   */
  readonly runs?: (messages: readonly Message[]) => readonly (readonly Message[])[];
}

/**
 * Handles a batch of a queue: message groups in parallel, each in order; without groups, each
 * message by itself. If messages that were handled together fail, each is retried by itself, so
 * that one does not hold back those before it. If a message fails, its group stops: that message
 * and the later ones of its group are redelivered; other groups are unaffected.
 */
export function fifoBatch<Message>(
  { clock, log, measure }: Pick<Runtime, 'clock' | 'log' | 'measure'>,
  handle: (messages: readonly Message[], now: Instant) => Promise<unknown>,
  { read = JSON.parse, runs = eachAlone }: FifoBatchOptions<Message> = {},
): QueueHandler {
  const noteFailure = ({ messageId, attributes }: SQSRecord, error: unknown) => {
    const received = Number(attributes.ApproximateReceiveCount);
    const about = { messageId, received, error: describeError(error) };
    const isOurs = !(error instanceof PoisonMessage);
    log({
      level: 'error',
      message: 'a message failed and comes again',
      ...about,
      ...(!isOurs && { reason: error.message }),
    });
    // A sender's fault must not roll back a deployment.
    if (isOurs) {
      measure({ messagesFailed: 1 });
    }
  };

  const attempt = async (run: readonly Message[]): Promise<Handled> => {
    try {
      await handle(run, clock());
      return { count: run.length };
    } catch (error) {
      return { count: 0, error };
    }
  };

  const attemptEach = async (run: readonly Message[]): Promise<Handled> => {
    for (const [count, message] of run.entries()) {
      const { error } = await attempt([message]);
      if (error !== undefined) {
        return { count, error };
      }
    }
    return { count: run.length };
  };

  async function handleInOrder(messages: readonly Message[]): Promise<Handled> {
    let count = 0;
    for (const run of runs(messages)) {
      let handled = await attempt(run);
      if (handled.error !== undefined && run.length > 1) {
        handled = await attemptEach(run);
      }
      count += handled.count;
      if (handled.error !== undefined) {
        return { count, error: handled.error };
      }
    }
    return { count };
  }

  const handleGroup = async (records: readonly SQSRecord[]) => {
    const { messages, error: unreadable } = readAll(records, read);
    const { count, error = unreadable } = await handleInOrder(messages);
    const failed = records[count];
    if (failed !== undefined) {
      noteFailure(failed, error);
    }
    return records.slice(count);
  };

  return async (event) => {
    const groups = Object.groupBy(event.Records, (r) => r.attributes.MessageGroupId ?? r.messageId);
    const failed = await Promise.all(Object.values(groups).map((g) => handleGroup(g ?? [])));
    return {
      batchItemFailures: failed.flat().map(({ messageId }) => ({ itemIdentifier: messageId })),
    };
  };
}

/** How many messages were handled, in order, and why the next one was not. */
interface Handled {
  readonly count: number;
  readonly error?: unknown;
}

function eachAlone<Message>(messages: readonly Message[]): readonly (readonly Message[])[] {
  return messages.map((message) => [message]);
}

/** Returns the messages before the first that cannot be parsed. */
function readAll<Message>(records: readonly SQSRecord[], read: (body: string) => Message) {
  const messages: Message[] = [];
  for (const { body } of records) {
    try {
      messages.push(read(body));
    } catch (error) {
      return { messages, error };
    }
  }
  return { messages };
}
