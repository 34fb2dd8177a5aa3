import type { Actor, Author } from '../actor/actor.ts';
import type { Instant } from '../time/instant.ts';
import type { Interval } from '../time/interval.ts';

/**
 * Somebody is away: no schedule leads to them meanwhile. It is run-time data, and stays for a while
 * when it is over, since turns that colleagues took over were given back later.
 */
export interface Absence extends Author {
  readonly id: string;
  readonly person: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly createdAt: Instant;
  /** It was ended then, and what was left of it does not count. */
  readonly endedAt?: Instant;
  readonly endedBy?: Actor;
  /** Why, in the words of whoever has said so. It stands in no page. */
  readonly comment?: string;
  /** Why turns may stay uncovered, where somebody has accepted that. */
  readonly uncovered?: string;
}

/** Returns when somebody is away by an absence; nothing if it was ended before it began. */
export function awaySpan({ from, to, endedAt = to }: Absence): Interval {
  return { from, to: Math.max(from, Math.min(to, endedAt)) };
}
