import type { Mailbox, PageOrder, PageRecord } from '#core/paging/page.ts';
import { type StoredKind, unchanged } from './kind.ts';
import { listOf, number, object, optional, text } from './shape.ts';

export const PAGE_ORDER = object<PageOrder>({
  id: text,
  incident: text,
  responder: text,
  channel: text,
  reason: text,
  at: number,
});

/** The record of a page. */
export const PAGE: StoredKind<PageRecord> = {
  name: 'Page',
  version: 1,
  oldestReader: 0,
  labelledBy: 'version',
  idOf: ({ order }) => order.id,
  upcasters: [unchanged],
  shape: object<PageRecord>({
    order: PAGE_ORDER,
    status: text,
    attempts: listOf<PageRecord['attempts'][number]>(object({ at: number, outcome: text })),
    due: optional(number),
    messageId: optional(text),
    doubt: optional(text),
    version: number,
  }),
};

/** What is being sent to a responder by a channel, and when the last message was sent. */
export const MAILBOX: StoredKind<Mailbox> = {
  name: 'Mailbox',
  version: 1,
  oldestReader: 0,
  labelledBy: 'version',
  idOf: ({ responder, channel }) => `${responder} ${channel}`,
  upcasters: [unchanged],
  shape: object<Mailbox>({
    responder: text,
    channel: text,
    lastSentAt: number,
    sending: listOf<string>(text),
    leaseEnds: number,
    version: number,
  }),
};
