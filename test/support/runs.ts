const { RUNS = '1' } = process.env;

/**
 * Returns how many random cases are played. The gate plays as many as find most faults; `RUNS=5`,
 * as in the nightly, five times as many.
 */
export function runs(count: number): number {
  return count * Number(RUNS);
}
