import type { Sample } from '../sample/sample.ts';
import type { Instant } from '../time/instant.ts';
import { absorbPoints } from './absorb.ts';
import { type Bounds, noteBound } from './fault.ts';
import { type CounterPoint, pointOf } from './growth.ts';
import type { CounterIndicator, Role } from './indicator.ts';
import type { LeftOut, Meter, Metered } from './meter.ts';
import type { Counting, ObjectiveState } from './state.ts';

/** Counts by how much the counters of a recording grow. */
export class GrowthCounter implements Meter {
  readonly #objective: Counting & { readonly indicator: CounterIndicator };
  #points: CounterPoint[] = [];
  #bounds: Bounds = {};
  #repeated = 0;

  constructor(objective: Counting, indicator: CounterIndicator) {
    this.#objective = { ...objective, indicator };
  }

  /** A point that is older than others of its series is one that was counted. */
  get leftOut(): LeftOut {
    return { repeated: this.#repeated, late: 0 };
  }

  get isEmpty(): boolean {
    return this.#points.length === 0;
  }

  add(sample: Sample, role: Role): void {
    const { indicator } = this.#objective;
    if (role === 'other_bucket') {
      this.#bounds = noteBound(indicator, this.#bounds, sample);
    } else if (role !== 'value' && sample.revision === undefined) {
      this.#points.push(pointOf(indicator, role, sample));
    }
  }

  into(state: ObjectiveState, until: Instant): Metered {
    const points = this.#points.filter(({ at }) => at < until);
    this.#points = this.#points.filter(({ at }) => at >= until);
    const given = { points, bounds: this.#bounds, isCut: false };
    const { repeated, ...metered } = absorbPoints(this.#objective, state, given);
    this.#repeated += repeated;
    return metered;
  }
}
