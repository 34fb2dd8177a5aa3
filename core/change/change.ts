import { fingerprint } from '../alert/fingerprint.ts';
import type { Labels } from '../sample/sample.ts';
import { DAY, type Duration, HOUR, type Instant } from '../time/instant.ts';

/**
 * Something that somebody has changed, a deploy or a setting: it pages nobody, and is shown to
 * whoever looks at what broke thereafter.
 */
export interface Change {
  /** Begins with the moment, so that ids sort by time. */
  readonly id: string;
  readonly at: Instant;
  readonly summary: string;
  /** Where it was changed. */
  readonly source?: string;
  /** The name of the key with which it came. */
  readonly key: string;
  /** What its sender tells beside. It may hold anything: it never leaves in a page. */
  readonly details: Labels;
  readonly links: readonly string[];
}

/** How long a change is kept: as far back as incidents are listed. */
export const CHANGE_RETENTION: Duration = 31 * DAY;

/** How long before an incident a change may have caused it. */
const MAY_CAUSE: Duration = HOUR;

/** The id of a change: the same one told twice with its time is one. */
export function changeId({ at, summary, source = '', key }: Omit<Change, 'id'>): string {
  return `${new Date(at).toISOString()}-${fingerprint([key, source, summary])}`;
}

/** From when until when a change may have to do with an incident. */
export function changesAround(
  { openedAt, resolvedAt }: { readonly openedAt: Instant; readonly resolvedAt?: Instant },
  now: Instant,
): { readonly from: Instant; readonly to: Instant } {
  // A clock that has gone back since would put the end before the beginning.
  return { from: openedAt - MAY_CAUSE, to: Math.max(openedAt, resolvedAt ?? now) };
}
