import { oxygenScaleOf, type ScoreRule } from '../../rule/score.ts';
import { assess, type Score } from '../../score/assess.ts';
import type { ScoreEntry } from './state.ts';

/** Adds up the points of some parameters by the tables of a rule. */
export function assessFor(rule: ScoreRule, known: ScoreEntry['parameters']): Score {
  const bands = Object.entries(known).map(([name, { band }]) => [name, band]);
  return assess(rule.parameters, Object.fromEntries(bands), oxygenScaleOf(rule));
}
