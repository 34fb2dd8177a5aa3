import type { Sample } from '../sample/sample.ts';
import type { Instant } from '../time/instant.ts';

/**
 * Counts what samples, from the oldest to the newest, tell of a sender: how many subjects there
 * are, and how often one of them is told of. All samples of a subject at one moment are one
 * reading.
 */
export class ReadingCount {
  readonly #last = new Map<string, Instant>();
  #readings = 0;

  take(samples: readonly Sample[]): void {
    for (const { subject, at } of samples) {
      if (this.#last.get(subject) !== at) {
        this.#last.set(subject, at);
        this.#readings += 1;
      }
    }
  }

  get subjects(): number {
    return this.#last.size;
  }

  get readings(): number {
    return this.#readings;
  }
}
