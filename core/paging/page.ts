import type { Severity } from '../alert/severity.ts';
import type { EscalationPath } from '../escalation/escalation-path.ts';
import type { Channel } from '../responder/channel.ts';
import type { Instant } from '../time/instant.ts';
import type { PageDoubt, PageResult } from './result.ts';

/** Why a page is sent, in the timeline and on the record. */
export const PAGE_REASONS = [
  'escalation_step',
  'fallback',
  'acknowledgement_expired',
  'new_alert_after_acknowledgement',
  'severity_raised',
  'silence_ended',
  'declined',
  'escalated_by_hand',
  'reassigned',
  'snooze_ended',
  'acknowledger_left',
  'still_firing',
] as const;

export type PageReason = (typeof PAGE_REASONS)[number];

/** The incident's order for one message to one responder by one channel. */
export interface PageOrder {
  /** Deterministic: incident, escalation run and step, responder, channel. */
  readonly id: string;
  readonly incident: string;
  readonly responder: string;
  readonly channel: Channel;
  readonly reason: PageReason;
  /** When it was decided that the page may leave. */
  readonly at: Instant;
}

/** What becomes of a page, as its record has it. */
export const PAGE_STATUSES = ['waiting', 'retrying', 'sent', 'failed', 'withdrawn'] as const;

/**
 * What a page is about, and how it came about, as its incident had it when the record was last
 * written. Records of earlier versions have none of it.
 */
export interface PageOrigin {
  readonly service?: string;
  readonly severity?: Severity;
  /** Absent if somebody named the responder by hand, too. */
  readonly via?: EscalationPath;
}

/**
 * The record of a page. `waiting` until `due` to be bundled with others for the same mailbox,
 * `retrying` at `due` after a transient failure; `sent`, `failed` and `withdrawn` (the incident was
 * answered first) are final.
 */
export interface PageRecord extends PageOrigin {
  readonly order: PageOrder;
  readonly status: (typeof PAGE_STATUSES)[number];
  readonly attempts: readonly { readonly at: Instant; readonly result: PageResult }[];
  /** For `waiting` and `retrying`: when it must be handled again. */
  readonly due?: Instant;
  /** SNS's id of the message that carried it, if it was sent; bundled pages share one. */
  readonly messageId?: string;
  /** Why a sent page may reach nobody, as far as SNS knows. */
  readonly doubtful?: PageDoubt;
  readonly version: number;
}

/**
 * The pages of one responder and channel are sent one message at a time. The mailbox remembers the
 * last sending, so that a storm is bundled, and the current one, so that two deliveries of the same
 * page do not both send it.
 */
export interface Mailbox {
  readonly responder: string;
  readonly channel: Channel;
  readonly lastSentAt: Instant;
  /** The pages of the last sending; until `leaseEnds` it may still be under way. */
  readonly sending: readonly string[];
  readonly leaseEnds: Instant;
  readonly version: number;
}

/**
 * Whether a page may have reached nobody, so that its incident must not wait for an answer to it.
 */
export function mayBeMissed({
  status,
  doubtful,
}: {
  readonly status: string;
  readonly doubtful?: PageDoubt;
}): boolean {
  return status === 'failed' || doubtful !== undefined;
}
