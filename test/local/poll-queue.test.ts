import { describe, expect, test } from '@jest/globals';
import type { Receiver, SqsMessage } from '#adapters/sqs/receiver.ts';
import { pollQueue } from '#local/poll-queue.ts';
import type { QueueHandler } from '#runtime/fifo-batch.ts';
import type { LogLine } from '#runtime/log.ts';

const message = (messageId: string): SqsMessage => ({
  messageId,
  receiptHandle: messageId,
  body: messageId,
  attributes: { MessageGroupId: 'g' },
});

/** Gives out one batch, and tells what became of each message of it. */
async function poll(
  handle: QueueHandler,
  options: Partial<Parameters<typeof pollQueue>[2]> = {},
): Promise<readonly string[]> {
  const batches = [[message('a'), message('b'), message('c')]];
  const told: string[] = [];
  const done = Promise.withResolvers<void>();
  const note = (what: string, messages: readonly SqsMessage[]) =>
    told.push(...messages.map((m) => `${m.messageId} ${what}`));
  const receiver: Receiver = {
    receive: async (_, __, signal) =>
      batches.shift() ??
      new Promise((resolve) => signal?.addEventListener('abort', () => resolve([]))),
    remove: async (messages) => void note('removed', messages),
    async giveBack(messages) {
      note('given back', messages);
      done.resolve();
    },
  };
  const running = pollQueue(receiver, handle, {
    name: 'q',
    batchSize: 10,
    log: () => undefined,
    ...options,
  });
  await done.promise;
  await running.stop();
  return told.toSorted((a, b) => (a < b ? -1 : 1));
}

describe('a batch of a queue', () => {
  test('is removed except for what was not handled, which is given back', async () => {
    const told = await poll(async () => ({ batchItemFailures: [{ itemIdentifier: 'b' }] }));
    expect(told).toEqual(['a removed', 'b given back', 'c removed']);
  });

  test('is given back as a whole where the function throws, which is logged', async () => {
    const lines: LogLine[] = [];
    const log = (line: LogLine) => lines.push(line);
    const told = await poll(() => Promise.reject(new Error('a bug')), { log });
    expect(told).toEqual(['a given back', 'b given back', 'c given back']);
    expect(lines).toMatchObject([{ message: 'the function of a queue failed', queue: 'q' }]);
  });

  test('is not taken while nothing can be stored, so that no try of a message is used up', async () => {
    let asked = 0;
    const isReady = async () => {
      asked += 1;
      return asked > 4;
    };
    const told = await poll(() => Promise.reject(new Error('a bug')), { isReady });
    expect(told).toHaveLength(3);
    expect(asked).toBeGreaterThan(4);
  });
});
