import { pageDoubtText } from '#core/messages/page-result-text.ts';
import type { Mailbox, PageOrder, PageRecord } from '#core/paging/page.ts';
import { doubtOf, readResult, resultInWords, resultOf } from './in-words.ts';
import { type StoredKind, unchanged } from './kind.ts';
import {
  isRecord,
  listOf,
  number,
  type Opaque,
  object,
  opaque,
  optional,
  type ShapeOf,
  text,
} from './shape.ts';

export const PAGE_ORDER = object<PageOrder>({
  id: text,
  incident: text,
  responder: text,
  channel: text,
  reason: text,
  at: number,
});

type Attempt = PageRecord['attempts'][number];

/** The record with the words that 0.1.0 reads. */
type StoredPageRecord = Omit<PageRecord, 'attempts'> & {
  readonly attempts: readonly (Attempt & { readonly outcome?: string })[];
  readonly doubt?: string;
};

function toStored(record: PageRecord): StoredPageRecord {
  const { attempts, doubtful } = record;
  return {
    ...record,
    attempts: attempts.map((one) => ({ ...one, outcome: resultInWords(one.result) })),
    ...(doubtful !== undefined && { doubt: pageDoubtText(doubtful) }),
  };
}

function fromStored({ doubt: _, ...record }: StoredPageRecord): PageRecord {
  const attempts = record.attempts.map(({ outcome, ...one }) => ({
    ...one,
    result: readResult(one.result, outcome),
  }));
  return { ...record, attempts };
}

/** Makes codes of what versions before them, or 0.1.0 since, have left in words. */
function codesOfRecord(document: Readonly<Record<string, unknown>>): object {
  const { attempts, doubt, doubtful: code, ...record } = document;
  const doubtful = doubtOf(doubt, code);
  return {
    ...record,
    attempts: Array.isArray(attempts) ? attempts.map(codesOfAttempt) : attempts,
    ...(doubtful !== undefined && { doubt, doubtful }),
  };
}

function codesOfAttempt(attempt: unknown): unknown {
  return isRecord(attempt)
    ? { ...attempt, result: resultOf(attempt['outcome'], attempt['result']) }
    : attempt;
}

type StoredAttempt = StoredPageRecord['attempts'][number];

/** What the codes have for data, `core/paging/result.ts` says. */
const ATTEMPT = object<Omit<StoredAttempt, 'result'> & { readonly result: Opaque }>({
  at: number,
  result: opaque,
  outcome: optional(text),
}) as unknown as ShapeOf<StoredAttempt>;

type StoredRecordShape = Omit<StoredPageRecord, 'doubtful' | 'via'> & {
  readonly doubtful?: Opaque;
  readonly via?: Opaque;
};

/** What `via` holds, `core/escalation/escalation-path.ts` says. */
const RECORD = object<StoredRecordShape>({
  order: PAGE_ORDER,
  service: optional(text),
  severity: optional(text),
  via: optional(opaque),
  status: text,
  attempts: listOf<StoredAttempt>(ATTEMPT, ['at']),
  due: optional(number),
  messageId: optional(text),
  doubtful: optional(opaque),
  doubt: optional(text),
  version: number,
}) as unknown as ShapeOf<StoredPageRecord>;

/** The record of a page. */
export const PAGE: StoredKind<PageRecord, StoredPageRecord> = {
  name: 'Page',
  version: 3,
  oldestReader: 0,
  labelledBy: 'version',
  idOf: ({ order }) => order.id,
  upcasters: [unchanged, codesOfRecord, unchanged],
  toStored,
  fromStored,
  shape: RECORD,
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
