import {
  type SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { memoryQueue } from '#adapters/memory/queue.ts';
import { createQueue, deadLetterQueueName } from '#adapters/sqs/create-queues.ts';
import { sqsQueue } from '#adapters/sqs/queue.ts';
import { sqsReceiver } from '#adapters/sqs/receiver.ts';
import { MINUTE } from '#core/time/instant.ts';
import type { MessageFormat } from '#usecases/ports.ts';
import { startQueuesAndTopics } from '../support/aws-engines.ts';
import { type Note, type QueueUnderTest, queueContract } from './queue-contract.ts';

const group = (note: Note) => note.group;
const format: MessageFormat<Note> = { write: JSON.stringify, read: JSON.parse };

describe('a queue in memory', () => {
  queueContract(async () => ({ open: async () => inMemory(), stop: async () => {} }));

  test('forgets a message for deduplication after 5 minutes', async () => {
    let now = 0;
    const queue = memoryQueue<Note>({ group, format }, () => now);
    const send = () => queue.send([{ body: { group: 'g', text: 'x' }, deduplication: 'd' }]);
    await send();
    now = 5 * MINUTE - 1;
    await send();
    expect(queue.waiting()).toHaveLength(1);
    now = 5 * MINUTE;
    await send();
    expect(queue.waiting()).toHaveLength(2);
  });

  test('counts how often a message was given out', async () => {
    const queue = memoryQueue<Note>({ group, format }, () => 0);
    await queue.send([{ body: { group: 'g', text: 'x' }, deduplication: 'd' }]);
    queue.receive()[0]?.giveBack();
    expect(queue.receive()[0]?.receiveCount).toBe(2);
  });
});

describe('a queue of SQS', () => {
  queueContract(startSqs);

  test('names a message that SQS cannot hold, and sends the others', async () => {
    const { client, arrived } = failing([[]]);
    const messages = ['x'.repeat(1024 * 1024), 'ordinary'].map((text, i) => ({
      body: { group: 'g', text },
      deduplication: `d${i}`,
    }));
    const sent = sqsQueue<Note>(client, 'q', { group, format }).send(messages);
    await expect(sent).rejects.toMatchObject({
      message: expect.stringMatching(/1048\d+ bytes/),
      deduplications: new Set(['d0']),
    });
    expect(arrived).toEqual([['ordinary']]);
  });
});

test('groups and messages get names that SQS takes, the same ones for the same', async () => {
  const { client, entries } = failing([[]]);
  const long = 'ward ä '.repeat(40);
  const sent = [long, `${long}.`, long, 'plain'].map((name) => ({ group: name, text: 'x' }));
  const messages = sent.map((body, i) => ({ body, deduplication: `${i} ${long}` }));
  await sqsQueue<Note>(client, 'q', { group, format }).send(messages);
  const names = entries.map(({ MessageGroupId }) => MessageGroupId);
  expect(new Set(names).size).toBe(3);
  expect(names).toContain('plain');
  for (const { MessageGroupId, MessageDeduplicationId } of entries) {
    for (const name of [MessageGroupId, MessageDeduplicationId]) {
      expect(name).toMatch(/^[\x21-\x7e]{1,128}$/);
    }
  }
});

describe('a queue that fails in part', () => {
  const bodies = ['a', 'b', 'c'].map((text) => ({ group: 'g', text }));
  const messages = bodies.map((body) => ({ body, deduplication: body.text }));

  test('sends what failed again, and nothing that arrived', async () => {
    const { client, arrived } = failing([['b'], ['b'], []]);
    await sqsQueue<Note>(client, 'q', { group, format }).send(messages);
    expect(arrived).toEqual([['a', 'c'], [], ['b']]);
  });

  test('sends no later message of the group before the one that failed', async () => {
    const many = Array.from({ length: 12 }, (_, i) => ({
      body: { group: 'g', text: `${i}` },
      deduplication: `${i}`,
    }));
    const { client, arrived } = failing([['8', '9'], []]);
    await sqsQueue<Note>(client, 'q', { group, format }).send(many);
    expect(arrived[1]).toEqual(['8', '9', '10', '11']);
  });

  test('gives up after five failures in a row', async () => {
    const { client, arrived } = failing(Array.from({ length: 9 }, () => ['a', 'b', 'c']));
    await expect(
      sqsQueue<Note>(client, 'q', { group, format }).send(messages),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailable',
      message: expect.stringContaining('Busy'),
    });
    expect(arrived).toHaveLength(5);
  });

  test('names what is refused for its own fault once all others are sent', async () => {
    const { client, arrived } = failing([['a']], true);
    await expect(
      sqsQueue<Note>(client, 'q', { group, format }).send(messages),
    ).rejects.toMatchObject({
      name: 'RefusedMessages',
      message: expect.stringContaining('1 of 3 messages for q: Busy'),
      deduplications: new Set(['a']),
    });
    expect(arrived).toEqual([['b', 'c']]);
  });
});

describe('queues and their dead letters', () => {
  let started: Awaited<ReturnType<typeof startQueuesAndTopics>>;
  beforeAll(async () => {
    started = await startQueuesAndTopics();
  });
  afterAll(() => started.stop());

  test('are created once, and changed where the declaration changed', async () => {
    const { sqs } = started.clients;
    const declared = { ...DECLARED, name: 'twice.fifo' };
    const first = await createQueue(sqs, declared);
    expect(await createQueue(sqs, declared)).toEqual(first);
    expect(await createQueue(sqs, { ...declared, visibilityTimeoutSeconds: 60 })).toEqual(first);
    expect(first.deadLetters.url).toMatch(/twice-dead\.fifo$/);
    expect(deadLetterQueueName('plain')).toBe('plain-dead');
  });

  test('take a message there that was received too often', async () => {
    const { sqs } = started.clients;
    const declared = { ...DECLARED, name: 'poison.fifo', maxReceiveCount: 2 };
    const { url, deadLetters } = await createQueue(sqs, declared);
    const note = { group: 'g', text: 'poison' };
    await sqsQueue<Note>(sqs, url, { group, format }).send([{ body: note, deduplication: 'p' }]);
    const receiver = sqsReceiver(sqs, url);
    for (let i = 0; i < 2; i += 1) {
      await receiver.giveBack(await receiver.receive(10, 0), 0);
    }
    expect(await receiver.receive(10, 0)).toEqual([]);
    const [dead] = await sqsReceiver(sqs, deadLetters.url).receive(10, 0);
    expect(JSON.parse(dead?.body ?? '')).toEqual(note);
  });
});

const DECLARED = { name: '', fifo: true, visibilityTimeoutSeconds: 30, maxReceiveCount: 10 };

function inMemory(): QueueUnderTest {
  const queue = memoryQueue<Note>({ group, format }, () => 0);
  return {
    queue,
    take: async () =>
      queue.receive(10).map((message) => ({
        note: message.body,
        handled: async () => message.acknowledge(),
        failed: async () => message.giveBack(),
      })),
  };
}

async function startSqs() {
  const { clients, stop } = await startQueuesAndTopics();
  let count = 0;
  const open = async (): Promise<QueueUnderTest> => {
    count += 1;
    const { url } = await createQueue(clients.sqs, { ...DECLARED, name: `q${count}.fifo` });
    const receiver = sqsReceiver(clients.sqs, url);
    return {
      queue: sqsQueue<Note>(clients.sqs, url, { group, format }),
      take: async () =>
        (await receiver.receive(10, 0)).map((message) => ({
          note: JSON.parse(message.body) as Note,
          handled: () => receiver.remove([message]),
          failed: () => receiver.giveBack([message], 0),
        })),
    };
  };
  return { open, stop };
}

/**
 * Returns a client of which the n-th call fails for the n-th list of texts, and what arrived at
 * each call.
 */
function failing(failures: readonly (readonly string[])[], senderFault = false) {
  const client = new SQSClient({ region: 'us-east-1' });
  const arrived: string[][] = [];
  const entries: SendMessageBatchRequestEntry[] = [];
  client.middlewareStack.add(
    () => async (args) => {
      const { Entries = [] } = args.input as SendMessageBatchCommand['input'];
      const failed = failures[arrived.length] ?? [];
      entries.push(...Entries);
      const textOf = (body = '') => (JSON.parse(body) as Note).text;
      const isBad = (body?: string) => failed.includes(textOf(body));
      arrived.push(Entries.filter((e) => !isBad(e.MessageBody)).map((e) => textOf(e.MessageBody)));
      const Failed = Entries.filter((e) => isBad(e.MessageBody)).map(({ Id }) => ({
        Id,
        Code: 'Busy',
        SenderFault: senderFault,
      }));
      return { response: {}, output: { $metadata: {}, Successful: [], Failed } };
    },
    { step: 'initialize' },
  );
  return { client, arrived, entries };
}
