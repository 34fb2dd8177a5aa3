import { chunks } from '../collections/chunks.ts';
import { whyUndeliverable } from '../escalation/reach.ts';
import type { Undeliverable } from '../escalation/reason.ts';
import type { Channel } from '../responder/channel.ts';
import type { Config } from '../team/config.ts';
import { clockStepBack } from '../time/clock-skew.ts';
import { type Duration, type Instant, MINUTE, SECOND } from '../time/instant.ts';
import { type Mailbox, mayBeMissed, type PageOrder, type PageRecord } from './page.ts';
import { BUNDLE_WINDOW, pageDue } from './page-due.ts';
import type { Unwanted } from './result.ts';

/**
 * For this long after its last message a mailbox counts as busy: other pages may wait there for the
 * clock, and a page that left alone would open a new window before them. In a storm that trickles
 * in, or that the queue takes a while to deliver, single pages would leave and the bundle stay.
 */
const BUSY: Duration = MINUTE;

/**
 * How long a page at least waits for others of its mailbox: the clock can be asked for a look no
 * sooner.
 */
const GATHERING: Duration = SECOND;

/**
 * How long a sending may be under way before it counts as crashed: longer than the page function
 * may run (10 s), and shorter than the visibility time-out of its queue (30 s). A redelivery while
 * the lease runs is left to the sender that holds it; otherwise it would wait until its incident
 * misses it.
 */
export const SENDING_LEASE: Duration = 20 * SECOND;

/** What the incident that ordered a page says of it. */
export interface Standing {
  /** Whether the page may still leave, or why not. */
  readonly wanted: { readonly wanted: true } | { readonly wanted: false; readonly why: Unwanted };
  /**
   * The page's status in the incident; absent if the incident does not know it, or is unknown
   * itself.
   */
  readonly status?: string;
}

/** Everything that a decision about a page needs. */
export interface DeliveryContext {
  readonly now: Instant;
  readonly config: Config;
  readonly mailbox: Mailbox | undefined;
  readonly records: ReadonlyMap<string, PageRecord>;
  /** The current state of each ordered page in its incident, by the page's id. */
  readonly standings: ReadonlyMap<string, Standing>;
  /** Nothing waits for its time any more: the clock went back, and nobody knows how long it has. */
  readonly hasWaited?: true | undefined;
}

/** What to do about one page, and why. */
export type DeliveryDecision =
  | { readonly kind: 'send' }
  /**
   * It is too soon after the last message to this mailbox: the page leaves at `due`, with whatever
   * else has come by then.
   */
  | { readonly kind: 'wait'; readonly due: Instant }
  | { readonly kind: 'withdraw'; readonly why: Unwanted }
  | { readonly kind: 'fail'; readonly why: Undeliverable }
  /**
   * Its failure, or doubtful delivery, is on record; after a crash its incident may not know it.
   */
  | { readonly kind: 'tell_again' }
  | { readonly kind: 'leave'; readonly why: 'final' | 'not due yet' | 'being sent' };

const UNKNOWN: Standing = { wanted: { wanted: false, why: { code: 'incident_unknown' } } };

/**
 * Decides what to do about one page. A page waits for the window once: when it is due it leaves,
 * however busy the mailbox is.
 */
export function decideDelivery(order: PageOrder, situation: DeliveryContext): DeliveryDecision {
  const { now } = situation;
  const mailbox = presentMailbox(situation);
  const record = situation.records.get(order.id);
  const { wanted, status } = situation.standings.get(order.id) ?? UNKNOWN;
  if (record !== undefined && isFinal(record)) {
    return mayBeMissed(record) && status !== undefined && status !== record.status
      ? { kind: 'tell_again' }
      : { kind: 'leave', why: 'final' };
  }
  if (!wanted.wanted) {
    return { kind: 'withdraw', why: wanted.why };
  }
  const undeliverable = whyUndeliverable(order, situation.config);
  if (undeliverable !== undefined) {
    return { kind: 'fail', why: undeliverable };
  }
  const isDue = record === undefined || now >= (pageDue(record, now) ?? now);
  if (!isDue && !situation.hasWaited) {
    return { kind: 'leave', why: 'not due yet' };
  }
  if (mailbox === undefined) {
    return { kind: 'send' };
  }
  if (isBeingSent(order, record, mailbox, now)) {
    return { kind: 'leave', why: 'being sent' };
  }
  const windowEnds = mailbox.lastSentAt + BUNDLE_WINDOW;
  return record === undefined &&
    !mailbox.sending.includes(order.id) &&
    now < mailbox.lastSentAt + BUSY
    ? { kind: 'wait', due: Math.max(windowEnds, now + GATHERING) }
    : { kind: 'send' };
}

/** Returns the mailbox; if its last sending is ahead of the clock it delays nobody. */
function presentMailbox({ mailbox, now }: DeliveryContext): Mailbox | undefined {
  return clockStepBack(mailbox?.lastSentAt, now) > 0 ? undefined : mailbox;
}

/** Whether the page has reached a final state. */
export function isFinal(record: PageRecord): boolean {
  return record.status !== 'waiting' && record.status !== 'retrying';
}

/**
 * Groups the waiting pages that are due into messages: one for each mailbox and 500 pages, oldest
 * order first.
 */
export function bundleDue(records: readonly PageRecord[]): readonly {
  readonly responder: string;
  readonly channel: Channel;
  readonly orders: readonly PageOrder[];
}[] {
  const open = records.filter((record) => !isFinal(record)).map((record) => record.order);
  const byMailbox = Map.groupBy(open, (order) => `${order.responder}#${order.channel}`);
  return [...byMailbox.values()].flatMap((orders) => {
    const sorted = orders.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    return chunks(sorted, MAX_BUNDLE).map((chunk) => {
      const [{ responder, channel }] = chunk;
      return { responder, channel, orders: chunk };
    });
  });
}

/** Keeps the message below the 256 KiB of a queue. */
const MAX_BUNDLE = 500;

/**
 * The mailbox lists the page, its lease runs, and the record does not show yet how that sending
 * ended.
 */
function isBeingSent(
  order: PageOrder,
  record: PageRecord | undefined,
  mailbox: Mailbox,
  now: Instant,
): boolean {
  const ended = record?.attempts.some((attempt) => attempt.at >= mailbox.lastSentAt) ?? false;
  return mailbox.sending.includes(order.id) && now < mailbox.leaseEnds && !ended;
}
