import type { Undeliverable } from '../escalation/reason.ts';
import type { Channel } from '../responder/channel.ts';
import type { Instant } from '../time/instant.ts';
import { isFinal, SENDING_LEASE } from './delivery.ts';
import type { Mailbox, PageOrder, PageRecord } from './page.ts';
import { RETRY_DELAYS } from './page-due.ts';
import type { PageDoubt, PageResult, PublishFault, Unwanted } from './result.ts';

/** The outcome of a publish for a page. */
export type SendingOutcome =
  | { readonly kind: 'sent'; readonly messageId: string; readonly doubt?: PageDoubt }
  | { readonly kind: 'failed'; readonly retryable: boolean; readonly fault: PublishFault };

/** Returns the new record, given the newest one; undefined if it is to stay as it is. */
export type RecordChange = (current: PageRecord | undefined) => PageRecord | undefined;

/** Claims the mailbox for these pages; saving it fences out every other sender. */
export function claimed(
  mailbox: Mailbox | undefined,
  to: { readonly responder: string; readonly channel: Channel },
  orders: readonly PageOrder[],
  now: Instant,
): Mailbox {
  return {
    responder: to.responder,
    channel: to.channel,
    lastSentAt: now,
    sending: orders.map((order) => order.id),
    leaseEnds: now + SENDING_LEASE,
    version: (mailbox?.version ?? 0) + 1,
  };
}

/** Lets the page wait to be bundled; one that is on record already stays as it is. */
export function waiting(order: PageOrder, due: Instant): RecordChange {
  return (current) =>
    current === undefined ? { order, status: 'waiting', attempts: [], due, version: 1 } : undefined;
}

/** Ends the page without an attempt. */
export function ended(
  order: PageOrder,
  status: 'withdrawn' | 'failed',
  why: Unwanted | Undeliverable,
  now: Instant,
): RecordChange {
  return (current) =>
    current !== undefined && isFinal(current)
      ? undefined
      : { ...next(order, current, { at: now, result: why }), status };
}

/** Records an attempt, together with `others` more. */
export function attempted(
  order: PageOrder,
  outcome: SendingOutcome,
  others: number,
  now: Instant,
): RecordChange {
  return (current) => {
    if (current !== undefined && (isFinal(current) || has(current, now))) {
      return undefined;
    }
    if (outcome.kind === 'sent') {
      const { messageId, doubt } = outcome;
      const result: PageResult = { code: 'sent', message: messageId, others };
      const attempt = { at: now, result };
      const sent = { ...next(order, current, attempt), status: 'sent', messageId } as const;
      return doubt === undefined ? sent : { ...sent, doubtful: doubt };
    }
    const tried = next(order, current, { at: now, result: outcome.fault });
    const delay = outcome.retryable ? RETRY_DELAYS[tried.attempts.length - 1] : undefined;
    return delay === undefined
      ? { ...tried, status: 'failed' }
      : { ...tried, status: 'retrying', due: now + delay };
  };
}

/** If the answer to a save was lost, its retry loses the race to it, and finds it here. */
function has(record: PageRecord, attemptAt: Instant): boolean {
  return record.attempts.some((attempt) => attempt.at === attemptAt);
}

function next(
  order: PageOrder,
  current: PageRecord | undefined,
  attempt: PageRecord['attempts'][number],
): Pick<PageRecord, 'order' | 'attempts' | 'version'> {
  return {
    order,
    attempts: [...(current?.attempts ?? []), attempt],
    version: (current?.version ?? 0) + 1,
  };
}
