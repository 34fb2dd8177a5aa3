import { coalesce, type Interval } from '../time/interval.ts';
import type { HeldSpan } from './coverage.ts';

/**
 * A time in which somebody is on call in a schedule without a break, for whatever reasons: what
 * they would call their turn.
 */
export interface OwnTurn extends Interval {
  readonly schedule: string;
  /** It goes on at `to`, which is as far as was looked. */
  readonly goesOn?: true;
}

/** A turn in a window: it may have begun before that, and then `from` is the window's beginning. */
export interface WindowTurn extends OwnTurn {
  readonly isOlder?: true;
}

/**
 * Returns the turns of each person by who is on call in a window.
 *
 * @param spans those of one schedule, in order
 */
export function ownTurns(
  schedule: string,
  spans: readonly HeldSpan[],
  window: Interval,
): ReadonlyMap<string, readonly WindowTurn[]> {
  const held = spans.flatMap(({ from, to, holders }) =>
    holders.map(({ person }) => ({ person, from, to })),
  );
  const people = [...Map.groupBy(held, ({ person }) => person)];
  return new Map(
    people.map(([person, times]) => [
      person,
      coalesce<Interval>(times, ({ from }, { to }) => ({ from, to })).map(({ from, to }) => ({
        ...{ schedule, from, to },
        ...(to === window.to && { goesOn: true }),
        ...(from === window.from && { isOlder: true }),
      })),
    ]),
  );
}
