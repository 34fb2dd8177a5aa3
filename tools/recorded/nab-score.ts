/**
 * The scores of the Numenta Anomaly Benchmark (Lavin and Ahmad 2015, "Evaluating real-time anomaly
 * detection algorithms"; the details after version 1.1 of its own scorer). A detection in a window
 * around an anomaly earns the more the earlier it is, and the best of a window counts. One outside
 * costs the more the further behind a window it is. A window without any costs as well. What a
 * detector that says nothing has is 0, and one that marks the beginning of each window has 100.
 */

/** What a detection outside of windows, and a window without one, cost. */
interface Profile {
  readonly falseAlarm: number;
  readonly missed: number;
}

export const PROFILES = {
  standard: { falseAlarm: 0.11, missed: 1 },
  'few false alarms': { falseAlarm: 0.22, missed: 1 },
  'few missed': { falseAlarm: 0.11, missed: 2 },
} as const satisfies Record<string, Profile>;

/** A series of the benchmark: how many rows it has, and the first and last row of each window. */
export interface Labelled {
  readonly rows: number;
  readonly windows: readonly (readonly [first: number, last: number])[];
}

/** A series, and the rows at which a detector says that something is wrong. */
export interface Detected extends Labelled {
  readonly detections: readonly number[];
}

/** The first 15 % of a series do not count, of longer ones as many as of 5,000 rows. */
export function probation({ rows }: Pick<Labelled, 'rows'>): number {
  return Math.min(Math.floor(0.15 * rows), 750);
}

/** Returns the score of a detector over all series, from 0 for none to 100 for a perfect one. */
export function nabScore(series: readonly Detected[], { falseAlarm, missed }: Profile): number {
  let [earned, windows] = [0, 0];
  for (const one of series) {
    windows += one.windows.filter(([, last]) => last >= probation(one)).length;
    earned += earnedIn(one, { falseAlarm, missed });
  }
  return (100 * earned) / ((1 + missed) * windows);
}

/** What a detector has earned of a series beyond one that says nothing, which misses all of it. */
function earnedIn(series: Detected, { falseAlarm, missed }: Profile): number {
  const best = new Map<number, number>();
  let cost = 0;
  for (const row of series.detections.filter((one) => one >= probation(series))) {
    const inside = series.windows.findIndex(([first, last]) => first <= row && row <= last);
    if (inside >= 0) {
      best.set(inside, Math.max(best.get(inside) ?? -missed, worthWithin(series, inside, row)));
    } else {
      cost += falseAlarm * worthBehind(series, row);
    }
  }
  const found = [...best.values()].reduce((sum, one) => sum + one, 0);
  return found + cost + missed * best.size;
}

/** What a detection in a window earns: 1 at its beginning, and next to nothing at its end. */
function worthWithin({ windows }: Labelled, index: number, row: number): number {
  const [first, last] = windows[index] ?? [0, 0];
  return worth(-(last - row + 1) / (last - first + 1)) / worth(-1);
}

/** What a detection outside costs: next to nothing just behind a window, 1 far away from any. */
function worthBehind({ windows }: Labelled, row: number): number {
  const [first, last] = windows.findLast((one) => one[1] < row) ?? [];
  if (first === undefined || last === undefined) {
    return -1;
  }
  const lengths = (row - last) / (last - first);
  return lengths > 3 ? -1 : worth(lengths);
}

function worth(place: number): number {
  return 2 / (1 + Math.exp(5 * place)) - 1;
}
