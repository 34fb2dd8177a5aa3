import { DAY, type Duration, HOUR, type Instant, MINUTE } from '../time/instant.ts';
import type { Interval } from '../time/interval.ts';
import { type Counter, isKnown, isOfPart } from './growth.ts';
import type { Objective } from './objective.ts';
import { longestWindow } from './period.ts';
import { NOTHING, type Ring, type RingSize, type Slot, type Tally, within } from './ring.ts';

/** Everything known of one objective, or of one subject of it. */
export interface ObjectiveState {
  /** The samples themselves, by the minute. */
  readonly minutes: Ring;
  /** What is counted by the objective's method, in the sizes of `ringSizes`. */
  readonly rings: readonly Ring[];
  /** The month or quarter of its newest sample, if its window is one of a calendar. */
  readonly period?: Interval & { readonly tally: Tally };
  /** What is known of each series, if its indicator is one of counters. */
  readonly counters?: readonly Counter[];
}

/**
 * Whole minutes of an hour, and one more: windows up to an hour are exact to a minute, and what is
 * late by less than an hour is counted in its own minute.
 */
export const MINUTES: RingSize = { width: MINUTE, count: 61 };

const LONGER: readonly RingSize[] = [
  { width: 30 * MINUTE, count: 13 },
  { width: 2 * HOUR, count: 13 },
  { width: 6 * HOUR, count: 13 },
];

/** Returns the rings beside that of minutes; a calendar's window has a sum in place of days. */
export function ringSizes({ window }: Pick<Objective, 'window'>): readonly RingSize[] {
  if (window.kind === 'calendar') {
    return LONGER;
  }
  return [...LONGER, { width: DAY, count: Math.ceil(longestWindow(window) / DAY) + 1 }];
}

/** What must be known of an objective to count for it. */
export type Counting = Pick<Objective, 'method' | 'sliceTarget' | 'window'>;

/** Returns the state of which nothing was measured. */
export function begun(objective: Pick<Objective, 'window'>): ObjectiveState {
  return { minutes: [], rings: ringSizes(objective).map(() => []) };
}

/**
 * Returns the end of the newest minute that was measured, or excluded; 0 if none was. A total that
 * is heard is measured, also if it does not grow; a part without one is not.
 */
export function measuredUntil({ minutes, counters = [] }: ObjectiveState): Instant {
  const newest = minutes.findLast((slot) => slot.excluded > 0 || isMeasured(slot));
  const totals = counters.filter((one) => !isOfPart(one));
  const heard = totals.reduce((latest, { at }) => Math.max(latest, at), 0);
  return Math.max(newest === undefined ? 0 : (newest.index + 1) * MINUTE, heard);
}

/** Whether the ring of minutes has left a minute behind. */
export function isOutOfReach(minutes: Ring, minute: number): boolean {
  return minute <= (minutes.at(-1)?.index ?? minute) - MINUTES.count;
}

/**
 * Leaves out series that are silent for so long that they would begin anew, which give way to
 * others; the newest total stays, since it tells until when there was something to hear. Returns
 * the same state if there are none.
 */
export function withoutEnded(state: ObjectiveState, now: Instant): ObjectiveState {
  const { counters = [] } = state;
  const newest = counters.reduce<Counter | undefined>(
    (last, one) => (isOfPart(one) || (last !== undefined && one.at <= last.at) ? last : one),
    undefined,
  );
  const kept = counters.filter((one) => one === newest || isKnown(one, now));
  return kept.length === counters.length ? state : { ...state, counters: kept };
}

/** Returns how many slots are stored. */
export function slotCount({ minutes, rings }: ObjectiveState): number {
  return rings.reduce((sum, ring) => sum + ring.length, minutes.length);
}

/** Shares such as 0.95 are no binary fractions: 19 of 20 must do. */
const ROUNDING = 1e-9;

/** Spread parts and their total have sums that are not quite 0. */
const isMeasured = ({ good, bad }: Pick<Tally, 'good' | 'bad'>) => good + bad > ROUNDING;

/** Returns what the samples of one minute count as: nothing, if it is excluded. */
export function counted({ method, sliceTarget }: Counting, { good, bad, excluded }: Slot): Tally {
  if (excluded > 0) {
    return { ...NOTHING, excluded: 1 };
  }
  const measured = isMeasured({ good, bad });
  if (method === 'occurrences') {
    // Where a part and its total do not come together, one is below 0, and sums make up for it.
    return { good, bad, minutes: measured ? 1 : 0, excluded: 0 };
  }
  if (!measured) {
    return NOTHING;
  }
  const isGood = good > 0 && good >= (sliceTarget - ROUNDING) * (good + bad);
  return { good: isGood ? 1 : 0, bad: isGood ? 0 : 1, minutes: 1, excluded: 0 };
}

/** Sums what counts in so long a time before `now`, from the finest ring that reaches so far. */
export function lately(
  objective: Counting,
  state: ObjectiveState,
  now: Instant,
  length: Duration,
): Tally {
  const span = { from: now - length, to: now };
  if (length < MINUTES.width * MINUTES.count) {
    return within(state.minutes, MINUTE, span, (slot) => counted(objective, slot));
  }
  const sizes = ringSizes(objective);
  const at = sizes.findIndex(({ width, count }) => length <= width * (count - 1));
  const size = sizes[at];
  if (size === undefined) {
    throw new Error(`no ring of an objective reaches ${length} ms back`);
  }
  return within(state.rings[at] ?? [], size.width, span);
}

/** Leaves out what was measured after a moment, by a clock that was ahead. */
export function withoutAhead(state: ObjectiveState, now: Instant): ObjectiveState {
  const { minutes, rings, period, counters } = state;
  const until = (ring: Ring, width: Duration = DAY) =>
    ring.filter(({ index }) => index * width <= now);
  return {
    minutes: until(minutes, MINUTE),
    rings: rings.map((ring, i) => until(ring, LONGER[i]?.width)),
    ...(period !== undefined && period.from <= now && { period }),
    ...(counters !== undefined && { counters: counters.filter(({ at }) => at <= now) }),
  };
}
