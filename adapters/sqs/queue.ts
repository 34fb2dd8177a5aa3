import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type BatchResultErrorEntry,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { type MessageFormat, type Queue, RefusedMessages, Unavailable } from '#usecases/ports.ts';

/**
 * The limits of one SendMessageBatch: messages, and their total bytes, which is also the limit of
 * one message.
 */
const BATCH_MESSAGES = 10;
const BATCH_BYTES = 1024 * 1024;

/**
 * How many batches are in flight at once. The messages of a group stay in one of these streams, so
 * that they stay in order.
 */
const STREAMS = 4;

/** How many times in a row a batch may fail before sending fails: about a second of waiting. */
const FAILURES = 5;

type Entry = SendMessageBatchRequestEntry & { readonly MessageGroupId: string };

/** A message in the form of SQS, and the name by which its sender knows it. */
interface Outgoing {
  readonly entry: Entry;
  readonly deduplication: string;
}

/** A message that SQS never accepts, and why. */
interface Refused {
  readonly deduplication: string;
  readonly why: string;
}

/** A FIFO queue: messages of one group arrive in the order sent. */
export function sqsQueue<Message>(
  client: SQSClient,
  url: string,
  options: { readonly group: (body: Message) => string; readonly format: MessageFormat<Message> },
): Queue<Message> {
  return {
    async send(messages) {
      const refused: Refused[] = [];
      const outgoing = messages.flatMap(({ body, deduplication }) => {
        const entry = toEntry(options.format.write(body), options.group(body), deduplication);
        if (typeof entry !== 'string') {
          return [{ entry, deduplication }];
        }
        refused.push({ deduplication, why: entry });
        return [];
      });
      const streams = byStream(outgoing).map((stream) => sendInOrder(client, url, stream));
      for (const ended of await Promise.allSettled(streams)) {
        if (ended.status === 'rejected') {
          throw ended.reason;
        }
        refused.push(...ended.value);
      }
      const [first] = refused;
      if (first === undefined) {
        return;
      }
      const text = `SQS refuses ${refused.length} of ${messages.length} messages for ${url}: ${first.why}`;
      throw new RefusedMessages(
        text,
        refused.map(({ deduplication }) => deduplication),
      );
    },
  };
}

/** Returns the message in the form of SQS, or why SQS never accepts it. */
function toEntry(json: string, group: string, deduplication: string): Entry | string {
  const text = toAscii(json);
  const bytes = text.length;
  if (bytes > BATCH_BYTES) {
    return `a message has ${bytes} bytes, and SQS takes ${BATCH_BYTES}`;
  }
  return {
    Id: '0',
    MessageBody: text,
    MessageGroupId: named(group),
    // It contains the group, so that repeats are dropped within their group, whichever
    // deduplication scope the queue has.
    MessageDeduplicationId: named(`${group}/${deduplication}`),
  };
}

/**
 * Escapes JSON to ASCII. Engines refuse different characters: SQS itself U+FFFE and U+FFFF, a
 * stand-in all above U+FFFF. No character of a label may keep an alert from its incident.
 */
function toAscii(json: string): string {
  return json.replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * Ids of groups and messages are 1 to 128 visible ASCII characters; any other text is replaced by
 * its hash.
 */
function named(text: string): string {
  return /^[\x21-\x7e]{1,128}$/.test(text) ? text : createHash('sha256').update(text).digest('hex');
}

function byStream(messages: readonly Outgoing[]): Outgoing[][] {
  const streams: Outgoing[][] = Array.from({ length: STREAMS }, () => []);
  const streamOf = new Map<string, number>();
  for (const message of messages) {
    const { MessageGroupId } = message.entry;
    const stream = streamOf.get(MessageGroupId) ?? streamOf.size % STREAMS;
    streamOf.set(MessageGroupId, stream);
    streams[stream]?.push(message);
  }
  return streams.filter((stream) => stream.length > 0);
}

/**
 * Sends batch after batch; if one fails in part, the failed messages go first in the next. (If SQS
 * accepted the later of two messages of a group and refused the earlier, they would change places:
 * transitions carry `seq` for that.) SQS itself drops a repeat of what did arrive. A message that
 * is refused as invalid is left out and returned, since it would be refused again.
 */
async function sendInOrder(
  client: SQSClient,
  url: string,
  messages: readonly Outgoing[],
): Promise<readonly Refused[]> {
  let left = [...messages];
  let failures = 0;
  const refused: Refused[] = [];
  while (left.length > 0) {
    const batch = firstBatch(left);
    const { Failed = [] } = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: url,
        Entries: batch.map(({ entry }, i) => ({ ...entry, Id: String(i) })),
      }),
    );
    const passing = Failed.filter(({ SenderFault }) => !SenderFault);
    for (const failed of Failed) {
      if (failed.SenderFault) {
        refused.push(refusal(batch[Number(failed.Id)], failed));
      }
    }
    failures = passing.length === 0 ? 0 : failures + 1;
    if (failures >= FAILURES) {
      const { Code, Message } = passing[0] ?? {};
      throw new Unavailable(`SQS did not take a message for ${url}: ${Code} ${Message ?? ''}`);
    }
    const again = new Set(passing.map(({ Id }) => Id));
    left = [...batch.filter((_, i) => again.has(String(i))), ...left.slice(batch.length)];
    if (failures > 0) {
      await wait(50 * 2 ** failures * (0.5 + Math.random() / 2));
    }
  }
  return refused;
}

function refusal(
  message: Outgoing | undefined,
  { Code, Message = '' }: BatchResultErrorEntry,
): Refused {
  return { deduplication: message?.deduplication ?? '', why: `${Code} ${Message}`.trim() };
}

/** Returns as many of the first messages as fit into one call; each alone does. */
function firstBatch(messages: readonly Outgoing[]): readonly Outgoing[] {
  let bytes = 0;
  let count = 0;
  for (const { entry } of messages.slice(0, BATCH_MESSAGES)) {
    // The body is ASCII, so its length is its size.
    bytes += entry.MessageBody?.length ?? 0;
    if (bytes > BATCH_BYTES) {
      break;
    }
    count += 1;
  }
  return messages.slice(0, count);
}
