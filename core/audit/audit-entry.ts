import type { Actor } from '../actor/actor.ts';
import { type Instant, utcDate } from '../time/instant.ts';
import type { AuditAction } from './actions.ts';

/** What somebody acted with: a session, a key, the link of a page; the platform acts by itself. */
type AuditCaller = 'person' | 'key' | 'link' | 'platform' | 'nobody';

/** Who did something, and with what. */
export interface AuditWho extends Actor {
  readonly kind: AuditCaller;
  /** The id of the key, since names may be given twice. */
  readonly keyId?: string;
}

/** Where a request came from. */
export interface AuditOrigin {
  /** The network of the address: see `networkOf`. */
  readonly network: string;
  /** What the program calls itself, cut to 200 characters. */
  readonly agent?: string;
}

/** What something was before or after it was changed: few and small values. */
export type AuditValues = Readonly<Record<string, string | number | boolean>>;

/**
 * What became of it. `begun`: it was asked for, and nothing more is known yet, or ever, if the
 * process ended there; the entry of the same id with another outcome says what became of it.
 */
type AuditOutcome = 'begun' | 'done' | 'refused' | 'failed';

/** An entry of the audit trail. Entries are only ever added. */
export interface AuditEntry {
  /** Unique; the two entries about one change share it. It contains no `#`. */
  readonly id: string;
  /** When it was asked for, in both entries about one change. */
  readonly at: Instant;
  readonly who: AuditWho;
  /** Absent where no request came in. */
  readonly from?: AuditOrigin;
  readonly action: AuditAction;
  readonly object?: { readonly kind: string; readonly id: string };
  /** The subjects that it concerns, at most `MOST_SUBJECTS`. */
  readonly subjects?: readonly string[];
  readonly outcome: AuditOutcome;
  /** Why it was refused or failed, by the kind of the problem. */
  readonly reason?: string;
  readonly before?: AuditValues;
  readonly after?: AuditValues;
}

/** How many subjects one entry names. */
export const MOST_SUBJECTS = 20;

/**
 * Returns the place of an entry in the trail, by which entries are sorted as texts: its moment, its
 * id, and then what became of it. No two entries have the same.
 */
export function auditPlace({ at, id, outcome }: Pick<AuditEntry, 'at' | 'id' | 'outcome'>): string {
  const begun = `${placeAt(at)}#${id}`;
  return outcome === 'begun' ? begun : `${begun}${END}`;
}

/** Follows the place of what was begun in that of what became of it. */
const END = '#end';

/** Returns the place behind which nothing of a moment lies that is not of a later one. */
export function auditPlaceAfter(at: Instant): string {
  return `${placeAt(at)}~`;
}

/** Returns the UTC date of a moment, `YYYY-MM-DD`, with which its place begins. */
export function auditDay(at: Instant): string {
  return utcDate(at);
}

function placeAt(at: Instant): string {
  return new Date(at).toISOString();
}
