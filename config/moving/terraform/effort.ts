import { isList, isValues, type Value } from './values.ts';

/** What is read at most of all files together, in steps: some seconds. */
const MOST_STEPS = 3_000_000;

/** How many parts a value has at most, each counted wherever it stands in it. */
const MOST_PARTS = 300_000;

/** So many letters count as one part. */
const LETTERS = 64;

/**
 * Configuration is a program, of which more may come than can be read: loops in loops, modules that
 * call modules a thousand times each, values that have another one twice, which has a third twice.
 */
export class Effort {
  #left = MOST_STEPS;
  readonly #weights = new WeakMap<object, number>();

  /** @throws RangeError once it has been too much */
  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) {
      throw new RangeError(`more than ${MOST_STEPS} steps`);
    }
  }

  /** Spends what a value has cost, once for each; one that has too many parts is too much. */
  spendOn(value: Value): void {
    const isKnown = typeof value === 'object' && value !== null && this.#weights.has(value);
    const weight = this.#weightOf(value);
    if (weight > MOST_PARTS) {
      throw new RangeError(`a value of more than ${MOST_PARTS} parts`);
    }
    this.spend(isKnown ? 1 : weight);
  }

  #weightOf(value: Value): number {
    if (typeof value === 'string') {
      return 1 + Math.floor(value.length / LETTERS);
    }
    if (!isList(value) && !isValues(value)) {
      return 1;
    }
    const known = this.#weights.get(value);
    if (known !== undefined) {
      return known;
    }
    let weight = 1;
    for (const part of isList(value) ? value : partsAtHand(value)) {
      weight += this.#weightOf(part);
    }
    this.#weights.set(value, weight);
    return weight;
  }
}

/** What has not been looked up is not there yet: outputs of a module may be of what asks here. */
function partsAtHand(value: object): readonly Value[] {
  return Object.values(Object.getOwnPropertyDescriptors(value))
    .filter(({ get }) => get === undefined)
    .map((one): Value => one.value ?? null);
}
