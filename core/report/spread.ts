import { addEach } from '../collections/add-counts.ts';
import { sum } from '../collections/sum.ts';
import { type Duration, SECOND } from '../time/instant.ts';

/**
 * How durations are spread: what mean, median and percentiles are made of. Spreads of two spans of
 * time are added to that of both, so a long span is counted in parts, which medians are not.
 */
export interface Spread {
  /** How many durations there are. */
  readonly n: number;
  /** All of them together, in ms: the mean is exact. */
  readonly sum: Duration;
  /**
   * How many there are by their length in seconds, rounded to three digits: a median is exact to a
   * second up to a quarter of an hour, and to half a per cent above. Of very many they are rounded
   * to two digits, which is exact to five per cent.
   */
  readonly seconds: Readonly<Record<string, number>>;
}

/** Durations as people compare them, in ms; without any there is only `n`. */
export interface SpreadFigures {
  readonly n: number;
  readonly mean?: Duration;
  readonly median?: Duration;
  /** Nine in ten were as long as this, or shorter. */
  readonly p90?: Duration;
}

export const NO_SPREAD: Spread = { n: 0, sum: 0, seconds: {} };

/** Counts durations as they come. */
export class SpreadCount {
  #seconds = new Map<number, number>();
  #n = 0;
  #sum = 0;
  #limit = 1_000;

  /** Nothing lasts for less than no time: clocks may have gone back. */
  add(duration: Duration): void {
    const lasted = Math.max(0, duration);
    this.#addSeconds(lasted / SECOND, 1);
    this.#n += 1;
    this.#sum += lasted;
  }

  /** Rounds all lengths to two digits, from now on: those of a year would take too much room. */
  coarsen(): void {
    if (this.#limit > 100) {
      const fine = this.#seconds;
      this.#limit = 100;
      this.#seconds = new Map();
      for (const [seconds, count] of fine) {
        this.#addSeconds(seconds, count);
      }
    }
  }

  #addSeconds(seconds: number, count: number): void {
    const length = rounded(seconds, this.#limit);
    this.#seconds.set(length, (this.#seconds.get(length) ?? 0) + count);
  }

  /** How many different lengths there are. */
  get lengths(): number {
    return this.#seconds.size;
  }

  spread(): Spread {
    return { n: this.#n, sum: this.#sum, seconds: Object.fromEntries(this.#seconds) };
  }
}

/** Whole seconds; of those from the limit on as many digits count as those below it have. */
function rounded(seconds: number, limit: number): number {
  let unit = 1;
  while (seconds >= limit * unit) {
    unit *= 10;
  }
  return Math.round(seconds / unit) * unit;
}

export function addSpreads(a: Spread, b: Spread): Spread {
  return {
    n: a.n + b.n,
    sum: a.sum + b.sum,
    seconds: addEach(a.seconds, b.seconds, (one, other) => one + other),
  };
}

/** Returns the figures of a spread. */
export function spreadFigures({ n, sum: total, seconds }: Spread): SpreadFigures {
  if (n === 0) {
    return { n };
  }
  const sorted = Object.entries(seconds)
    .map(([length, count]) => ({ length: Number(length) * SECOND, count }))
    .sort((a, b) => a.length - b.length);
  return {
    n,
    mean: Math.round(total / n),
    median: nearestRank(sorted, 0.5),
    p90: nearestRank(sorted, 0.9),
  };
}

/** Returns the shortest duration than which at least this share of all are no longer. */
function nearestRank(
  sorted: readonly { readonly length: Duration; readonly count: number }[],
  share: number,
): Duration {
  let left = Math.ceil(share * sum(sorted.map(({ count }) => count)));
  for (const { length, count } of sorted) {
    left -= count;
    if (left <= 0) {
      return length;
    }
  }
  return sorted.at(-1)?.length ?? 0;
}
