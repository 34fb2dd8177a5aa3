import type { Author } from '../actor/actor.ts';
import type { Instant } from '../time/instant.ts';
import type { CalendarOwner } from './owner.ts';
import type { ToldEvents } from './revise.ts';

/**
 * A secret address at which calendar programs fetch a calendar, until somebody revokes it: then it
 * is there no more. It is one document with what it has told, so that nothing is left of either.
 */
export interface CalendarAddress extends Author {
  /** 12 hex digits. */
  readonly id: string;
  readonly version: number;
  /** SHA-256 of the secret, in hex. */
  readonly hash: string;
  readonly owner: CalendarOwner;
  readonly createdAt: Instant;
  /** The UTC day on which it was last fetched, `YYYY-MM-DD`; absent: never. */
  readonly fetchedOn?: string;
  /** The turns that were told when it was fetched, by their UIDs. */
  readonly told: ToldEvents;
}

/** One for each calendar program of somebody; old ones are to be revoked. */
export const MOST_ADDRESSES_EACH = 5;

/** Of all together: they are read as a whole, to be listed and to be swept. */
export const MOST_ADDRESSES = 2_000;
