import { type Instant, MINUTE } from '../time/instant.ts';
import type { Bounds, Fault } from './fault.ts';
import { type CounterPoint, type Grown, type Growth, grow, isOfPart } from './growth.ts';
import type { CounterIndicator } from './indicator.ts';
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

/** Points of counters, and what is wrong with them. */
export interface Points {
  readonly points: readonly CounterPoint[];
  /** The bounds next to the one that is asked for, of other buckets that came. */
  readonly bounds: Bounds;
  /** Whether a request held more than are taken. */
  readonly isCut: boolean;
}

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
  return inOrder(counts).reduce((next, [minute, { good, bad }]) => {
    const known = slotAt(next.minutes, minute) ?? NOTHING;
    const more = { good: Math.max(0, good - known.good), bad: Math.max(0, bad - known.bad) };
    return addTo(objective, next, minute, { ...more, excluded: 0 });
  }, state);
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
  return minutes.reduce((next, minute) => {
    const known = slotAt(next.minutes, minute) ?? NOTHING;
    return addTo(objective, next, minute, { good: 0, bad: 0, excluded: 1 - known.excluded });
  }, state);
}

/** The state with what counters grew, and what of them could not be counted. */
export interface Absorbed {
  readonly state: ObjectiveState;
  readonly fault?: Fault;
  /** In how many minutes they grew, and how many points had been counted before. */
  readonly minutes: number;
  readonly repeated: number;
}

/**
 * Takes in points of counters: those that are newer than what is known of their series. Returns the
 * same state if none is.
 * @param room how many series may be known
 */
export function absorbPoints(
  objective: Counting & { readonly indicator: CounterIndicator },
  state: ObjectiveState,
  { points, bounds, isCut }: Points,
  room?: number,
): Absorbed {
  const { indicator } = objective;
  const known = state.counters ?? [];
  const growth = grow(known, points, indicator, isCut ? 0 : room);
  const { counters, byMinute, repeated } = growth;
  const fault = faultOf(growth, bounds);
  const told = { minutes: byMinute.size, repeated, ...(fault !== undefined && { fault }) };
  if (counters === known) {
    return { state, ...told };
  }
  const grown = inOrder(byMinute).reduce(
    (next, [minute, more]) =>
      addTo(objective, next, minute, { ...countsOf(indicator, more), excluded: 0 }),
    state,
  );
  return { state: { ...grown, counters }, ...told };
}

function faultOf({ counters, isFull, lacksBucket }: Growth, bounds: Bounds): Fault | undefined {
  if (isFull) {
    return { kind: 'too_many_series' };
  }
  if (lacksBucket) {
    return { kind: 'no_bucket', ...bounds };
  }
  return counters.length > 0 && counters.every(isOfPart) ? { kind: 'no_total' } : undefined;
}

/** Where the part comes later than its total, or earlier, one of both is below 0 until then. */
function countsOf(indicator: CounterIndicator, { part, total }: Grown): Counts {
  const isBad = indicator.kind === 'ratio' && indicator.partIs === 'bad';
  return isBad ? { good: total - part, bad: part } : { good: part, bad: total - part };
}

function inOrder<T>(byMinute: ReadonlyMap<number, T>): readonly (readonly [number, T])[] {
  return [...byMinute.entries()].sort(([a], [b]) => a - b);
}

function addTo(
  objective: Counting,
  state: ObjectiveState,
  minute: number,
  more: Counts & Pick<Tally, 'excluded'>,
): ObjectiveState {
  const isNothing = more.good === 0 && more.bad === 0 && more.excluded === 0;
  if (isNothing || isOutOfReach(state.minutes, minute)) {
    return state;
  }
  const at = minute * MINUTE;
  const minutes = add(state.minutes, MINUTES, at, { ...more, minutes: 0 });
  const before = tallyOf(objective, state.minutes, minute);
  const change = minus(tallyOf(objective, minutes, minute), before);
  const rings = ringSizes(objective).map((size, i) => add(state.rings[i] ?? [], size, at, change));
  return { ...state, minutes, rings, ...periodWith(objective, state, at, change) };
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
