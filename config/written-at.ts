import type { Rule } from '#core/rule/rule.ts';
import type { Path } from './problem.ts';

/** Returns where the rule at a place of the compiled list is written: scores follow the rules. */
export function writtenAt(rules: readonly Rule[], index: number): Path {
  const before = rules.filter(({ kind }) => kind !== 'score').length;
  return index < before ? ['rules', index] : ['scores', index - before];
}
