import { DAY, type Duration, type Instant } from '../time/instant.ts';
import { type Holder, holders, isSameCrew, peopleOf } from './coverage.ts';
import type { Override, Schedule } from './schedule.ts';

/**
 * Who is on call, nobody if there are no holders, and until when that certainly holds: then other
 * people are, or nobody, or the look-ahead ended.
 */
export interface OnCall {
  readonly holders: readonly Holder[];
  readonly until: Instant;
}

/** How far `onCall` looks for the next change. */
export const LOOK_AHEAD: Duration = 400 * DAY;

/**
 * Returns who is on call at a moment. It looks ahead in growing steps, since most turns end within
 * days and some never.
 */
export function onCall(schedule: Schedule, overrides: readonly Override[], at: Instant): OnCall {
  let ahead = 2 * DAY;
  for (;;) {
    const [now, ...later] = holders(schedule, overrides, { from: at, to: at + ahead });
    const held = now?.holders ?? [];
    const people = peopleOf({ holders: held });
    const change = later.find((span) => !isSameCrew(peopleOf(span), people));
    if (change !== undefined || ahead === LOOK_AHEAD) {
      return { holders: held, until: change?.from ?? at + ahead };
    }
    ahead = Math.min(8 * ahead, LOOK_AHEAD);
  }
}
