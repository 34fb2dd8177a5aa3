import { labelsKey } from '../sample/labels-key.ts';
import type { Sample } from '../sample/sample.ts';
import { type Instant, MINUTE } from '../time/instant.ts';
import type { Counts, CountsByMinute } from './absorb.ts';
import { isGood, type Objective } from './objective.ts';
import { MINUTES } from './state.ts';

/**
 * Counts the samples of a recording by the minute. Of each series only those count that are newer
 * than what it has had, so that what a recording holds twice counts once. Revisions of samples
 * count nothing.
 */
export class SampleCounter {
  readonly #good: Objective['good'];
  readonly #minutes = new Map<number, Counts>();
  readonly #new = new Set<number>();
  /** The newest sample time of each series, for as long as a copy of it is not late by itself. */
  readonly #seen = new Map<string, Instant>();
  #newest = Number.NEGATIVE_INFINITY;
  #repeated = 0;
  #late = 0;

  constructor({ good }: Pick<Objective, 'good'>) {
    this.#good = good;
  }

  /** How many samples were left out: counted before, or an hour older than others. */
  get leftOut(): { readonly repeated: number; readonly late: number } {
    return { repeated: this.#repeated, late: this.#late };
  }

  /** Whether nothing was counted since the counts were last taken. */
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
      this.#count(minute, sample.value);
    }
  }

  /** Returns all that is known of the minutes that have had samples since the last call. */
  take(): CountsByMinute {
    const counts = new Map([...this.#new].map((minute) => [minute, this.#at(minute)]));
    this.#new.clear();
    this.#forget();
    return counts;
  }

  #count(minute: number, value: number): void {
    const { good, bad } = this.#at(minute);
    const one = isGood(this.#good, value) ? { good: good + 1, bad } : { good, bad: bad + 1 };
    this.#minutes.set(minute, one);
    this.#new.add(minute);
    this.#newest = Math.max(this.#newest, minute);
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
