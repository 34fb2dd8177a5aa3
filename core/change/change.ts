import { fingerprint } from '../alert/fingerprint.ts';
import type { Labels } from '../sample/sample.ts';
import { type Duration, HOUR, type Instant } from '../time/instant.ts';

/**
 * A change that somebody made, such as a deployment or a setting: it pages nobody, and is shown to
 * whoever investigates a later incident.
 */
export interface Change {
  /** It begins with the moment, so that ids sort by time. */
  readonly id: string;
  readonly at: Instant;
  readonly summary: string;
  /** The place of the change. */
  readonly source?: string;
  /** The name of the key with which it came. */
  readonly key: string;
  /** Further details of its sender. They may hold anything, so they never leave in a page. */
  readonly details: Labels;
  readonly links: readonly string[];
}

/** How long before an incident a change may have caused it. */
const MAY_CAUSE: Duration = HOUR;

/** Returns the id of a change: the same change sent twice with its time has one id. */
export function changeId({ at, summary, source = '', key }: Omit<Change, 'id'>): string {
  return `${new Date(at).toISOString()}-${fingerprint([key, source, summary])}`;
}

/** Returns the time span in which a change may be related to an incident. */
export function changesAround(
  { openedAt, resolvedAt }: { readonly openedAt: Instant; readonly resolvedAt?: Instant },
  now: Instant,
): { readonly from: Instant; readonly to: Instant } {
  // A clock that has gone back since would put the end before the beginning.
  return { from: openedAt - MAY_CAUSE, to: Math.max(openedAt, resolvedAt ?? now) };
}
