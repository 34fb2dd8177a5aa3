import type { ScoreRule } from '../../rule/score.ts';
import { assess, type Score } from '../../score/assess.ts';
import type { ScoreEntry } from './state.ts';

/** Adds up the points of some parameters by the tables of a rule. */
export function assessFor(
  { parameters, oxygenScale = 1 }: ScoreRule,
  known: ScoreEntry['parameters'],
): Score {
  const bands = Object.entries(known).map(([name, { band }]) => [name, band]);
  return assess(parameters, Object.fromEntries(bands), oxygenScale);
}
