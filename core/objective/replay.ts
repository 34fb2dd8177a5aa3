import type { Sample } from '../sample/sample.ts';
import { type Instant, MINUTE } from '../time/instant.ts';
import { type Burning, type Judgement, judge } from './judge.ts';
import type { Objective } from './objective.ts';
import { observe } from './observe.ts';
import type { ObjectiveState } from './state.ts';

/** What an objective would have told, from when on. */
export type Told = (
  | { readonly kind: 'burns'; readonly burning: Burning }
  | { readonly kind: 'blind' }
) & {
  readonly at: Instant;
  /** When it ended; undefined if it had not with the last sample. */
  readonly until?: Instant;
};

/** The outcome of a replay for an objective, or for one subject of it. */
export interface Replayed {
  readonly judgement: Judgement;
  readonly told: readonly Told[];
  /** How many samples were counted before, and how many came an hour after newer ones. */
  readonly repeated: number;
  readonly late: number;
}

/**
 * Plays samples through an objective, in the order of time, on a clock that they drive: it is
 * judged at the end of each minute, also of those without samples.
 */
export class Replay {
  readonly #objective: Objective;
  readonly #told: Told[] = [];
  #state: ObjectiveState | undefined;
  #waiting: Sample[] = [];
  #minute: number | undefined;
  #judgement: Judgement | undefined;

  constructor(objective: Objective) {
    this.#objective = objective;
  }

  take(sample: Sample): void {
    this.#advance(sample.at);
    this.#waiting.push(sample);
  }

  /**
   * Goes on to the end of the minute of a moment, and returns the outcome; undefined if no sample
   * has counted.
   */
  end(at: Instant): Replayed | undefined {
    this.#advance(at + MINUTE);
    const { repeated = 0, late = 0 } = this.#state ?? {};
    const judgement = this.#judgement;
    return judgement && { judgement, told: this.#told, repeated, late };
  }

  #advance(to: Instant): void {
    const minute = Math.floor(to / MINUTE);
    this.#minute ??= minute;
    while (this.#minute < minute) {
      this.#minute += 1;
      this.#judge(this.#minute * MINUTE);
    }
  }

  #judge(now: Instant): void {
    this.#state = observe(this.#objective, this.#state, this.#waiting);
    this.#waiting = [];
    if (this.#state !== undefined) {
      const before = this.#judgement;
      const judgement = judge(this.#objective, this.#state, now, before?.burning);
      this.#judgement = judgement;
      this.#tellBurning(now, before?.burning, judgement.burning);
      this.#tellBlind(now, before?.isBlind ?? false, judgement.isBlind);
    }
  }

  #tellBurning(at: Instant, before: Burning | undefined, burning: Burning | undefined): void {
    if (before?.pair !== burning?.pair) {
      this.#end('burns', at);
      if (burning !== undefined) {
        this.#told.push({ kind: 'burns', burning, at });
      }
    }
  }

  #tellBlind(at: Instant, was: boolean, is: boolean): void {
    if (is && !was) {
      this.#told.push({ kind: 'blind', at });
    } else if (was && !is) {
      this.#end('blind', at);
    }
  }

  #end(kind: Told['kind'], until: Instant): void {
    const last = this.#told.findLastIndex((one) => one.kind === kind);
    const told = this.#told[last];
    if (told !== undefined && told.until === undefined) {
      this.#told[last] = { ...told, until };
    }
  }
}
