import type { Duration, Instant } from '../time/instant.ts';
import type { Interval } from '../time/interval.ts';

/** What was good and bad in some time, and how many of its minutes had samples at all. */
export interface Tally {
  readonly good: number;
  readonly bad: number;
  readonly minutes: number;
  /** How many minutes do not count, since there was maintenance: they are none of the others. */
  readonly excluded: number;
}

/** The tally of one slot of a ring, which begins at `index` times its width. */
export interface Slot extends Tally {
  readonly index: number;
}

/** A ring of slots: those that hold something, the oldest first. */
export type Ring = readonly Slot[];

/** How long a slot of a ring is, and how many slots it keeps. */
export interface RingSize {
  readonly width: Duration;
  readonly count: number;
}

export const NOTHING: Tally = { good: 0, bad: 0, minutes: 0, excluded: 0 };

export function plus(a: Tally, b: Tally): Tally {
  return {
    good: a.good + b.good,
    bad: a.bad + b.bad,
    minutes: a.minutes + b.minutes,
    excluded: a.excluded + b.excluded,
  };
}

export function minus(a: Tally, b: Tally): Tally {
  return {
    good: a.good - b.good,
    bad: a.bad - b.bad,
    minutes: a.minutes - b.minutes,
    excluded: a.excluded - b.excluded,
  };
}

/**
 * Adds to the slot of a moment; slots that the ring no longer has room for fall out. What is older
 * than them all is dropped.
 */
export function add(ring: Ring, { width, count }: RingSize, at: Instant, change: Tally): Ring {
  const index = Math.floor(at / width);
  const newest = Math.max(index, ring.at(-1)?.index ?? index);
  if (index <= newest - count) {
    return ring;
  }
  const before = ring.findLastIndex((slot) => slot.index <= index);
  const known = ring[before];
  if (known?.index === index) {
    return ring.with(before, { index, ...plus(known, change) });
  }
  const longer = ring.toSpliced(before + 1, 0, { index, ...change });
  return longer.slice(longer.findIndex((one) => one.index > newest - count));
}

/**
 * Sums what lies within `from` and `to`. Of the oldest slot, which may lie partly outside, the part
 * inside counts as if its events were spread evenly: so a sum is off by one slot at most.
 */
export function within(
  ring: Ring,
  width: Duration,
  { from, to }: Interval,
  tallyOf: (slot: Slot) => Tally = (slot) => slot,
): Tally {
  let [good, bad, minutes, excluded] = [0, 0, 0, 0];
  for (let i = ring.length - 1; i >= 0; i--) {
    const slot = ring[i] as Slot;
    const start = slot.index * width;
    const inside = (start + width - from) / width;
    if (inside <= 0) {
      break;
    }
    if (start < to) {
      const part = inside < 1 ? inside : 1;
      const tally = tallyOf(slot);
      good += part * tally.good;
      bad += part * tally.bad;
      minutes += part * tally.minutes;
      excluded += part * tally.excluded;
    }
  }
  return { good, bad, minutes, excluded };
}
