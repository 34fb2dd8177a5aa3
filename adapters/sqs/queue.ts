import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Queue } from '#usecases/ports.ts';
import { Unavailable } from '../unavailable.ts';

/** What one call of SendMessageBatch takes: messages, and bytes of them together, which is also the limit of one message. */
const BATCH_MESSAGES = 10;
const BATCH_BYTES = 1024 * 1024;

/** How many batches are under way at once. A group's messages keep to one of these streams, so that they stay in order. */
const STREAMS = 4;

/** How often in a row a batch may fail before sending is given up: about a second of waiting. */
const FAILURES = 5;

type Entry = SendMessageBatchRequestEntry & { readonly MessageGroupId: string };

/** A FIFO queue: messages of one group arrive in the order sent. */
export function sqsQueue<Message>(
  client: SQSClient,
  url: string,
  options: { readonly group: (body: Message) => string },
): Queue<Message> {
  return {
    async send(messages) {
      const entries = messages.map(({ body, deduplication }) =>
        toEntry(body, options.group(body), deduplication),
      );
      const streams = byStream(entries).map((stream) => sendInOrder(client, url, stream));
      const failed = (await Promise.allSettled(streams)).find(
        ({ status }) => status === 'rejected',
      );
      if (failed?.status === 'rejected') throw failed.reason;
    },
  };
}

function toEntry(body: unknown, group: string, deduplication: string): Entry {
  const text = toAscii(JSON.stringify(body));
  const bytes = Buffer.byteLength(text);
  if (bytes > BATCH_BYTES)
    throw new Error(
      `A message of group ${group} has ${bytes} bytes; SQS takes ${BATCH_BYTES}. Send fewer things in one message.`,
    );
  return {
    Id: '0',
    MessageBody: text,
    MessageGroupId: named(group),
    // With the group in it a repeat is one within its group, whichever scope the queue was given.
    MessageDeduplicationId: named(`${group}/${deduplication}`),
  };
}

/**
 * The same JSON in ASCII. Engines differ in which characters they refuse: SQS itself U+FFFE and U+FFFF,
 * a stand-in all above U+FFFF. No character of a label may keep an alert from its incident.
 */
function toAscii(json: string): string {
  return json.replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Names of groups and messages are 1 to 128 visible ASCII characters; any other text is told by its hash. */
function named(text: string): string {
  return /^[\x21-\x7e]{1,128}$/.test(text) ? text : createHash('sha256').update(text).digest('hex');
}

function byStream(entries: readonly Entry[]): Entry[][] {
  const streams: Entry[][] = Array.from({ length: STREAMS }, () => []);
  const streamOf = new Map<string, number>();
  for (const entry of entries) {
    const stream = streamOf.get(entry.MessageGroupId) ?? streamOf.size % STREAMS;
    streamOf.set(entry.MessageGroupId, stream);
    streams[stream]?.push(entry);
  }
  return streams.filter((stream) => stream.length > 0);
}

/**
 * Batch after batch; where one fails in part, what failed goes first in the next. (Should SQS take the later of two messages of a group
 * and refuse the earlier, they change places: transitions carry `seq` for that.) A repeat of what did arrive is dropped by SQS itself.
 */
async function sendInOrder(client: SQSClient, url: string, entries: readonly Entry[]) {
  let left = [...entries];
  let failures = 0;
  while (left.length > 0) {
    const batch = firstBatch(left);
    const { Failed = [] } = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: url,
        Entries: batch.map((entry, i) => ({ ...entry, Id: String(i) })),
      }),
    );
    const refused = Failed.find(({ SenderFault }) => SenderFault);
    failures = Failed.length === 0 ? 0 : failures + 1;
    if (refused || failures >= FAILURES) {
      const { Code, Message } = refused ?? Failed[0] ?? {};
      const text = `SQS did not take a message for ${url}: ${Code} ${Message ?? ''}`;
      throw refused ? new Error(text) : new Unavailable(text);
    }
    const again = new Set(Failed.map(({ Id }) => Id));
    left = [...batch.filter((_, i) => again.has(String(i))), ...left.slice(batch.length)];
    if (failures > 0) await wait(50 * 2 ** failures * (0.5 + Math.random() / 2));
  }
}

/** As many of the first as fit into one call; each alone does. */
function firstBatch(entries: readonly Entry[]): readonly Entry[] {
  let bytes = 0;
  let count = 0;
  for (const { MessageBody = '' } of entries.slice(0, BATCH_MESSAGES)) {
    bytes += Buffer.byteLength(MessageBody);
    if (bytes > BATCH_BYTES) break;
    count += 1;
  }
  return entries.slice(0, count);
}
