import { type Instant, MINUTE } from '../time/instant.ts';
import type { Objective } from './objective.ts';
import { calendarPeriod } from './period.ts';
import { add, minus, NOTHING, plus, type Ring, type Tally } from './ring.ts';
import {
  type Counting,
  counted,
  isOutOfReach,
  MINUTES,
  type ObjectiveState,
  ringSizes,
} from './state.ts';

/** How many samples were good and bad. */
export interface Counts {
  readonly good: number;
  readonly bad: number;
}

/** What is known of some minutes, by their number since the epoch. */
export type CountsByMinute = ReadonlyMap<number, Counts>;

/**
 * Takes in what is known of some minutes. Of what was known of a minute and what is given, the
 * larger number of each counts: so what comes again, with more than before, or from another Region
 * does no harm, in whatever order. A minute that an hour has left behind is left out. Returns the
 * same state if nothing is new.
 */
export function absorb(
  objective: Counting,
  state: ObjectiveState,
  counts: CountsByMinute,
): ObjectiveState {
  const minutes = [...counts.entries()].sort(([a], [b]) => a - b);
  return minutes.reduce(
    (next, [minute, known]) => take(objective, next, minute, { ...known, excluded: 0 }),
    state,
  );
}

/**
 * Excludes minutes: what was counted in them counts no more, and nothing that comes late does.
 * Returns the same state if nothing is new.
 */
export function exclude(
  objective: Counting,
  state: ObjectiveState,
  minutes: readonly number[],
): ObjectiveState {
  const excluded = { good: 0, bad: 0, excluded: 1 };
  return minutes.reduce((next, minute) => take(objective, next, minute, excluded), state);
}

function take(
  objective: Counting,
  state: ObjectiveState,
  minute: number,
  atLeast: Counts & Pick<Tally, 'excluded'>,
): ObjectiveState {
  if (isOutOfReach(state.minutes, minute)) {
    return state;
  }
  const known = slotAt(state.minutes, minute) ?? NOTHING;
  const more = {
    good: Math.max(0, atLeast.good - known.good),
    bad: Math.max(0, atLeast.bad - known.bad),
    excluded: Math.max(0, atLeast.excluded - known.excluded),
    minutes: 0,
  };
  if (more.good + more.bad + more.excluded === 0) {
    return state;
  }
  const at = minute * MINUTE;
  const minutes = add(state.minutes, MINUTES, at, more);
  const before = tallyOf(objective, state.minutes, minute);
  const change = minus(tallyOf(objective, minutes, minute), before);
  const rings = ringSizes(objective).map((size, i) => add(state.rings[i] ?? [], size, at, change));
  return { minutes, rings, ...periodWith(objective, state, at, change) };
}

function slotAt(minutes: Ring, index: number) {
  return minutes.findLast((one) => one.index === index);
}

/** Returns what a minute counts as; nothing if it has had no sample. */
function tallyOf(objective: Counting, minutes: Ring, index: number): Tally {
  const slot = slotAt(minutes, index);
  return slot === undefined ? NOTHING : counted(objective, slot);
}

/** What belongs to the period before, and comes late, spends nothing of the new one's budget. */
function periodWith(
  { window }: Pick<Objective, 'window'>,
  { period }: ObjectiveState,
  at: Instant,
  change: Tally,
): Pick<ObjectiveState, 'period'> {
  if (window.kind === 'rolling') {
    return {};
  }
  if (period === undefined || at >= period.to) {
    return { period: { ...calendarPeriod(at, window.unit, window.timeZone), tally: change } };
  }
  const isOfIt = at >= period.from;
  return { period: isOfIt ? { ...period, tally: plus(period.tally, change) } : period };
}
