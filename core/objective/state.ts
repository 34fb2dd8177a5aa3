import { DAY, type Duration, HOUR, type Instant, MINUTE } from '../time/instant.ts';
import type { Interval } from '../time/interval.ts';
import type { Objective } from './objective.ts';
import { longestWindow } from './period.ts';
import { type Ring, type RingSize, type Slot, type Tally, within } from './ring.ts';

/** Everything known of one objective, or of one subject of it. */
export interface ObjectiveState {
  /** The samples themselves, by the minute. */
  readonly minutes: Ring;
  /** What is counted by the objective's method, in the sizes of `ringSizes`. */
  readonly rings: readonly Ring[];
  /** The month or quarter of its newest sample, if its window is one of a calendar. */
  readonly period?: Interval & { readonly tally: Tally };
  /** The newest sample time of each series: what is not newer has been counted. */
  readonly seen: Readonly<Record<string, Instant>>;
  readonly newest: Instant;
  /** How many samples were left out: counted before, or an hour older than others. */
  readonly repeated: number;
  readonly late: number;
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

type Counting = Pick<Objective, 'method' | 'sliceTarget' | 'window'>;

/** Returns what the samples of one minute count as. */
export function counted({ method, sliceTarget }: Counting, { good, bad }: Slot): Tally {
  if (method === 'occurrences') {
    return { good, bad, minutes: 1 };
  }
  // Shares such as 0.95 are no binary fractions: 19 of 20 must do.
  const isGood = good >= sliceTarget * (good + bad) - 1e-9;
  return { good: isGood ? 1 : 0, bad: isGood ? 0 : 1, minutes: 1 };
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
