import { setTimeout as wait } from 'node:timers/promises';
import type { SQSRecord } from 'aws-lambda';
import type { Receiver, SqsMessage } from '#adapters/sqs/receiver.ts';
import type { QueueHandler } from '#runtime/fifo-batch.ts';
import { describeError, type Log } from '#runtime/log.ts';

/** A background activity; stopping it waits for what is under way. */
export interface Running {
  stop(): Promise<void>;
}

interface PollOptions {
  readonly name: string;
  readonly batchSize: number;
  readonly log: Log;
  /**
   * Whether what it takes can be handled now. Where the store takes nothing, each message would
   * fail until it is a dead letter.
   * @default always
   */
  readonly isReady?: () => Promise<boolean>;
}

/**
 * How long the poller pauses after a failure, or before it checks again whether messages can be
 * handled, in ms.
 */
const PAUSE = 1_000;

/**
 * How many batches of a queue are handled in parallel; a message group is always handled one
 * message at a time. With two, twenty mailboxes with many waiting pages delayed a storm's first
 * pages to other people.
 */
const WORKERS = 4;

/** The longest wait of a receive call in SQS. */
const LONG_POLL_SECONDS = 20;

/** How long a failed message stays invisible before it is delivered again. */
const REST_SECONDS = 2;

/**
 * Plays the part of Lambda's poller: it receives batches, calls the function, removes the handled
 * messages and returns the others.
 */
export function pollQueue(receiver: Receiver, handle: QueueHandler, options: PollOptions): Running {
  const stopping = new AbortController();
  const work = async () => {
    while (!stopping.signal.aborted) {
      try {
        await pollOnce(receiver, handle, options, stopping.signal);
      } catch (error) {
        if (stopping.signal.aborted) {
          return;
        }
        const { log, name } = options;
        log({
          level: 'error',
          message: 'a queue failed',
          queue: name,
          error: describeError(error),
        });
        await pause(stopping.signal);
      }
    }
  };
  const workers = Array.from({ length: WORKERS }, work);
  return {
    async stop() {
      stopping.abort();
      await Promise.all(workers);
    },
  };
}

async function pollOnce(
  receiver: Receiver,
  handle: QueueHandler,
  { name, batchSize, log, isReady = async () => true }: PollOptions,
  signal: AbortSignal,
): Promise<void> {
  if (!(await isReady())) {
    return pause(signal);
  }
  const messages = await receiver.receive(batchSize, LONG_POLL_SECONDS, signal);
  if (messages.length === 0) {
    return;
  }
  const failed = await failedOf(messages, handle, { name, log });
  await receiver.remove(messages.filter((m) => !failed.has(m.messageId)));
  await receiver.giveBack(
    messages.filter((m) => failed.has(m.messageId)),
    REST_SECONDS,
  );
}

async function pause(signal: AbortSignal): Promise<void> {
  await wait(PAUSE, undefined, { signal }).catch(() => undefined);
}

/** A function that throws has handled none of the batch. */
async function failedOf(
  messages: readonly SqsMessage[],
  handle: QueueHandler,
  { name, log }: Pick<PollOptions, 'name' | 'log'>,
): Promise<ReadonlySet<string>> {
  try {
    const { batchItemFailures } = await handle({
      Records: messages.map((m) => toRecord(m, name)),
    });
    return new Set(batchItemFailures.map((failure) => failure.itemIdentifier));
  } catch (error) {
    log({
      level: 'error',
      message: 'the function of a queue failed',
      queue: name,
      error: describeError(error),
    });
    return new Set(messages.map((m) => m.messageId));
  }
}

function toRecord({ messageId, receiptHandle, body, attributes }: SqsMessage, queue: string) {
  return {
    messageId,
    receiptHandle,
    body,
    attributes: attributes as unknown as SQSRecord['attributes'],
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:${queue}`,
    awsRegion: 'us-east-1',
  };
}
