import { labelsKey } from '../sample/labels-key.ts';
import type { Sample } from '../sample/sample.ts';
import { type Instant, MINUTE } from '../time/instant.ts';
import { absorb, type Counts, type CountsByMinute } from './absorb.ts';
import { isGood, type ValueIndicator } from './indicator.ts';
import type { LeftOut, Meter, Metered } from './meter.ts';
import { type Counting, MINUTES, type ObjectiveState } from './state.ts';

/** Returns the minutes that a sample speaks for: its own, and those that begin in time. */
export function minutesOf(
  { speaksFor = 0 }: Pick<ValueIndicator, 'speaksFor'>,
  at: Instant,
): readonly number[] {
  const first = Math.floor(at / MINUTE);
  const last = Math.max(first, Math.ceil((at + speaksFor) / MINUTE) - 1);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/**
 * Counts the samples of a recording by the minute. Of each series only those count that are newer
 * than what it has had, so that what a recording holds twice counts once. Revisions of samples
 * count nothing.
 */
export class SampleCounter implements Meter {
  readonly #objective: Counting;
  readonly #indicator: ValueIndicator;
  readonly #minutes = new Map<number, Counts>();
  readonly #new = new Set<number>();
  /** The newest sample time of each series, for as long as a copy of it is not late by itself. */
  readonly #seen = new Map<string, Instant>();
  #newest = Number.NEGATIVE_INFINITY;
  #repeated = 0;
  #late = 0;

  constructor(objective: Counting, indicator: ValueIndicator) {
    this.#objective = objective;
    this.#indicator = indicator;
  }

  get leftOut(): LeftOut {
    return { repeated: this.#repeated, late: this.#late };
  }

  get isEmpty(): boolean {
    return this.#new.size === 0;
  }

  add(sample: Sample): void {
    if (sample.revision !== undefined) {
      return;
    }
    const series = `${sample.subject} ${labelsKey(sample.labels)}`;
    const last = this.#seen.get(series) ?? Number.NEGATIVE_INFINITY;
    this.#seen.set(series, Math.max(sample.at, last));
    const minute = Math.floor(sample.at / MINUTE);
    if (sample.at <= last) {
      this.#repeated += 1;
    } else if (minute <= this.#newest - MINUTES.count) {
      this.#late += 1;
    } else {
      this.#newest = Math.max(this.#newest, minute);
      for (const one of minutesOf(this.#indicator, sample.at)) {
        this.#count(one, sample.value);
      }
    }
  }

  into(state: ObjectiveState, until: Instant): Metered {
    const counts = this.#take(until);
    return { state: absorb(this.#objective, state, counts), minutes: counts.size };
  }

  /** Returns all that is known of the minutes that have had samples since the last call. */
  #take(until: Instant): CountsByMinute {
    const over = [...this.#new].filter((minute) => minute * MINUTE < until);
    const counts = new Map(over.map((minute) => [minute, this.#at(minute)]));
    for (const minute of over) {
      this.#new.delete(minute);
    }
    this.#forget();
    return counts;
  }

  #count(minute: number, value: number): void {
    const { good, bad } = this.#at(minute);
    const { good: which } = this.#indicator;
    const one = isGood(which, value) ? { good: good + 1, bad } : { good, bad: bad + 1 };
    this.#minutes.set(minute, one);
    this.#new.add(minute);
  }

  #at(minute: number): Counts {
    return this.#minutes.get(minute) ?? { good: 0, bad: 0 };
  }

  #forget(): void {
    const oldest = this.#newest - MINUTES.count;
    for (const minute of this.#minutes.keys()) {
      if (minute <= oldest) {
        this.#minutes.delete(minute);
      }
    }
    for (const [series, at] of this.#seen) {
      if (Math.floor(at / MINUTE) <= oldest) {
        this.#seen.delete(series);
      }
    }
  }
}
