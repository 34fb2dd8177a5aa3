import type { Transition } from '#core/alert/alert.ts';
import type { ExchangeNotice } from '#core/oncall/exchange.ts';
import type { TurnNotice } from '#core/oncall/turn-notices.ts';
import type { PageOrder } from '#core/paging/page.ts';
import type { Channel } from '#core/responder/channel.ts';
import type { ClockStep } from '#core/time/clock-skew.ts';
import type { Duration, Instant } from '#core/time/instant.ts';
import type { DueKind, DueShard } from './stores.ts';

/**
 * A message to the incident function. Messages of one group key are handled in order, one at a
 * time.
 */
export type IncidentMessage =
  | { readonly kind: 'transition'; readonly transition: Transition }
  /** The sender of an external alert has acknowledged it; `by` says who did. */
  | {
      readonly kind: 'acknowledged_by_sender';
      readonly groupKey: string;
      readonly fingerprint: string;
      readonly by: string;
    }
  /**
   * Something is due or may have changed, so the incident must be reconciled. `incident` is the one
   * that was meant; `step` is as in `DueShard`.
   */
  | {
      readonly kind: 'look';
      readonly incident: string;
      readonly why: string;
      readonly step?: ClockStep;
    };

/** What is told of an exchange, or of somebody's turns. */
export type Notice = ExchangeNotice | TurnNotice;

/** A message to the page function. Messages of one mailbox are handled in order, one at a time. */
export interface PageMessage {
  readonly responder: string;
  readonly channel: Channel;
  /** One page, or several that have waited to be sent as one message. */
  readonly orders: readonly PageOrder[];
  /** What is told of exchanges or of turns instead of pages; then there are no orders. */
  readonly notices?: readonly Notice[];
  /** The clock went back, so that pages which wait for their time have waited long enough. */
  readonly hasWaited?: true;
}

/**
 * Sends any number of messages in the order given. It resolves once all are durable in the queue;
 * otherwise it throws, and some may have been sent. It throws `RefusedMessages` if all were sent
 * except some that the queue will never accept. SQS FIFO drops a repeat of the same `deduplication`
 * within 5 minutes.
 */
export interface Queue<Message> {
  send(
    messages: readonly { readonly body: Message; readonly deduplication: string }[],
  ): Promise<void>;
}

/**
 * The queue will never accept these messages, however often they are sent. All others of the same
 * call are in the queue.
 */
export class RefusedMessages extends Error {
  override readonly name = 'RefusedMessages';
  /** The `deduplication` of each of them. */
  readonly deduplications: ReadonlySet<string>;

  constructor(message: string, deduplications: Iterable<string>) {
    super(message);
    this.deduplications = new Set(deduplications);
  }
}

/**
 * What the clock is called for: one of a minute's ticks, a share of what is due, or a look at what
 * is due by a moment.
 */
export interface TickMessage {
  /** Seconds after the beginning of the minute. */
  readonly tick?: number;
  readonly share?: DueShard;
  readonly look?: Look;
}

/** The moment at which the clock looks at everything of a kind that is due by then. */
export interface Look {
  readonly kind: DueKind;
  readonly at: Instant;
}

/** How messages are written for a queue, and read again, whichever version has written them. */
export interface MessageFormat<Message> {
  write(message: Message): string;
  read(body: string): Message;
}

/** Where ticks wait for their turn; each is a message of its own. */
export interface TickQueue {
  /** Resolves once all are durable in the queue; otherwise throws, and some may have been sent. */
  sendAfter(delays: readonly Duration[]): Promise<void>;
  /**
   * Hands on shards in which a tick found more than it handles, to be handled at once and in
   * parallel.
   */
  share(shares: readonly DueShard[]): Promise<void>;
  /**
   * Asks for looks at moments that are whole seconds from `now`, 15 minutes at most. Throws within
   * about a second where the queue does not answer: whoever saves something waits for this.
   */
  look(looks: readonly Look[], now: Instant): Promise<void>;
}
