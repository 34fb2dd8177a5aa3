import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createQueue } from '#adapters/sqs/create-queues.ts';
import { sqsDeadLetters } from '#adapters/sqs/dead-letters.ts';
import { sqsReceiver } from '#adapters/sqs/receiver.ts';
import { sqsTicks } from '#adapters/sqs/ticks.ts';
import { startQueuesAndTopics } from '../support/aws-engines.ts';

let started: Awaited<ReturnType<typeof startQueuesAndTopics>>;
beforeAll(async () => {
  started = await startQueuesAndTopics();
});
afterAll(() => started.stop());

test('dead letters are counted by queue, also while somebody looks at them', async () => {
  const { sqs } = started.clients;
  const open = (name: string) =>
    createQueue(sqs, { name, fifo: false, visibilityTimeoutSeconds: 30, maxReceiveCount: 1 });
  const [one, other] = await Promise.all([open('one'), open('other')]);
  const letters = sqsDeadLetters(sqs, [one.deadLetters.url, other.deadLetters.url]);
  await sqsTicks(sqs, one.url).sendAfter([0]);
  expect((await letters.count()).map(({ messages }) => messages)).toEqual([0, 0]);
  const receiver = sqsReceiver(sqs, one.url);
  await receiver.giveBack(await receiver.receive(10, 0), 0);
  expect(await receiver.receive(10, 0)).toEqual([]);
  const expected = [
    { queue: 'one-dead', messages: 1 },
    { queue: 'other-dead', messages: 0 },
  ];
  expect(await letters.count()).toEqual(expected);
  expect(await sqsReceiver(sqs, one.deadLetters.url).receive(10, 0)).toHaveLength(1);
  expect(await letters.count()).toEqual(expected);
});
