import { DAY, type Duration, type Instant } from '../time/instant.ts';
import { type Holder, holders } from './coverage.ts';
import type { Override, Schedule } from './schedule.ts';

/**
 * Who is on call, and until when that certainly holds: then another person is, or nobody, or the
 * look-ahead ended.
 */
export type OnCall = Holder & { readonly until: Instant };

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
    const change = later.find((held) => held.person !== now?.person);
    if (change !== undefined || ahead === LOOK_AHEAD) {
      return { ...holderOf(now), until: change?.from ?? at + ahead };
    }
    ahead = Math.min(8 * ahead, LOOK_AHEAD);
  }
}

function holderOf(held: Holder | undefined): Holder {
  switch (held?.by) {
    case 'override':
      return { by: 'override', person: held.person, override: held.override };
    case 'layer':
      return { by: 'layer', person: held.person, layer: held.layer };
    default:
      return { by: 'nobody' };
  }
}
