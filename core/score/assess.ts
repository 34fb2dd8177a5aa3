import { compareSeverity } from '../alert/severity.ts';
import { own } from '../collections/own.ts';
import type { OxygenScale, ScoreLevel, ScoreParameter } from './table.ts';

/** The band of each parameter whose value is known, by its name. */
export type Bands = Readonly<Record<string, number>>;

/** The points of one parameter: from `low` to `high`, which are the same if they are known. */
export interface ParameterPoints {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

/**
 * A score: what is missing makes it an interval, and is never counted as zero. Nobody is called
 * for what might be: it is judged by `low`.
 */
export interface Score {
  /** The sum of the known points, and of the fewest that what is missing can have. */
  readonly low: number;
  /** The same with the most points that what is missing can have. */
  readonly high: number;
  readonly parameters: readonly ParameterPoints[];
}

/**
 * Adds up the points of a table's parameters. On scale 2 the points of saturation depend on
 * oxygen: unless that is known, they are an interval too.
 */
export function assess(
  parameters: readonly ScoreParameter[],
  bands: Bands,
  scale: OxygenScale,
): Score {
  const points = parameters.map((parameter) => pointsOf(parameter, bands, scale));
  return {
    low: points.reduce((sum, { low }) => sum + low, 0),
    high: points.reduce((sum, { high }) => sum + high, 0),
    parameters: points,
  };
}

function pointsOf(parameter: ScoreParameter, bands: Bands, scale: OxygenScale): ParameterPoints {
  const band = own(bands, parameter.name);
  const possible = tablesOf(parameter, bands, scale).flatMap((table) =>
    band === undefined ? table : (table[band] ?? []),
  );
  return { name: parameter.name, low: Math.min(...possible), high: Math.max(...possible) };
}

/** The lists of points of which one counts: a single one, unless what decides it is missing. */
function tablesOf(
  { points, scale2 }: ScoreParameter,
  bands: Bands,
  scale: OxygenScale,
): readonly (readonly number[])[] {
  if (scale === 1 || scale2 === undefined) {
    return [points];
  }
  const deciding = own(bands, scale2.by);
  return deciding === undefined ? scale2.points : scale2.points.slice(deciding, deciding + 1);
}

/** Whether the points of a parameter are known. */
export function isKnown({ low, high }: ParameterPoints): boolean {
  return low === high;
}

/**
 * Returns the worst level that a score reaches, by what is sure (`low`) or by what may be (`high`);
 * undefined if it reaches none. `levels` has the worst first.
 */
export function levelOf(
  levels: readonly ScoreLevel[],
  score: Score,
  by: 'low' | 'high',
): ScoreLevel | undefined {
  const worst = Math.max(...score.parameters.map((one) => one[by]));
  return levels.find(
    ({ total = Infinity, single = Infinity }) => score[by] >= total || worst >= single,
  );
}

/** Orders levels, the worst first; of equally severe ones that which was named first. */
export function worstFirst(levels: readonly ScoreLevel[]): readonly ScoreLevel[] {
  return levels.toSorted((a, b) => compareSeverity(a.severity, b.severity));
}
