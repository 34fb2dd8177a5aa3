import { type Instant, MINUTE } from '#core/time/instant.ts';
import type { MessageFormat, Queue } from '#usecases/ports.ts';

/**
 * A message delivered by a queue in memory. Its group is blocked until it is acknowledged or
 * returned.
 */
interface Received<Message> {
  readonly body: Message;
  readonly group: string;
  readonly deduplication: string;
  /** How many times it has been delivered, including this time. */
  readonly receiveCount: number;
  acknowledge(): void;
  giveBack(): void;
}

/** A FIFO queue whose driver takes the messages explicitly. */
export interface MemoryQueue<Message> extends Queue<Message> {
  /**
   * Returns the oldest messages of each group that has none in flight, the longest waiting first:
   * one of each group, or as many as given. Those of a group are in order.
   */
  receive(limit?: number, ofGroup?: number): readonly Received<Message>[];
  /** All unacknowledged messages in the order sent, in flight or not. */
  waiting(): readonly Message[];
}

interface Entry {
  readonly group: string;
  readonly text: string;
  readonly deduplication: string;
  readonly number: number;
  receiveCount: number;
  underWay: boolean;
}

const DEDUPLICATION_WINDOW = 5 * MINUTE;

/**
 * Creates a queue with the behaviour of SQS FIFO: order and deduplication (5 minutes by `clock`)
 * within each group.
 */
export function memoryQueue<Message>(
  {
    group,
    format,
  }: {
    readonly group: (body: Message) => string;
    readonly format: MessageFormat<Message>;
  },
  clock: () => Instant,
): MemoryQueue<Message> {
  const groups = new Map<string, Entry[]>();
  const isRepeat = deduplicator(clock);
  let sent = 0;
  return {
    async send(messages) {
      for (const { body, deduplication } of messages) {
        const name = group(body);
        if (isRepeat(`${name}\n${deduplication}`)) {
          continue;
        }
        const text = format.write(body);
        const entry = { group: name, text, deduplication, number: sent++ };
        const entries = groups.get(name) ?? [];
        entries.push({ ...entry, receiveCount: 0, underWay: false });
        groups.set(name, entries);
      }
    },
    receive(limit = Number.POSITIVE_INFINITY, ofGroup = 1) {
      return [...groups.values()]
        .filter((entries) => !entries.some(({ underWay }) => underWay))
        .sort(([a], [b]) => (a?.number ?? 0) - (b?.number ?? 0))
        .flatMap((entries) => entries.slice(0, ofGroup))
        .slice(0, limit)
        .map((entry) => giveOut(groups, entry, format.read(entry.text)));
    },
    waiting: () =>
      [...groups.values()]
        .flat()
        .sort((a, b) => a.number - b.number)
        .map((entry) => format.read(entry.text)),
  };
}

function giveOut<Message>(
  groups: Map<string, Entry[]>,
  entry: Entry,
  body: Message,
): Received<Message> {
  entry.underWay = true;
  entry.receiveCount += 1;
  return {
    body,
    group: entry.group,
    deduplication: entry.deduplication,
    receiveCount: entry.receiveCount,
    acknowledge() {
      const left = groups.get(entry.group)?.filter((other) => other !== entry) ?? [];
      if (left.length > 0) {
        groups.set(entry.group, left);
      } else {
        groups.delete(entry.group);
      }
    },
    giveBack() {
      entry.underWay = false;
    },
  };
}

/** Whether a key was used within the window before, whatever happened to the message since. */
function deduplicator(clock: () => Instant): (key: string) => boolean {
  const acceptedAt = new Map<string, Instant>();
  let last = Number.NEGATIVE_INFINITY;
  return (key) => {
    const now = clock();
    // SQS measures the window by its own clock, which does not go back.
    if (now < last) {
      acceptedAt.clear();
    }
    last = now;
    const before = acceptedAt.get(key);
    if (before !== undefined && now - before < DEDUPLICATION_WINDOW) {
      return true;
    }
    acceptedAt.delete(key);
    acceptedAt.set(key, now);
    for (const [oldest, at] of acceptedAt) {
      if (now - at < DEDUPLICATION_WINDOW) {
        break;
      }
      acceptedAt.delete(oldest);
    }
    return false;
  };
}
