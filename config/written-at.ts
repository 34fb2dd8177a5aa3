import type { Rule } from '#core/rule/rule.ts';
import type { Path } from './problem.ts';

/**
 * Returns where the rule at a place of the compiled list is written: scores follow the rules, and
 * those that are made for checks come last.
 */
export function writtenAt(rules: readonly Rule[], index: number): Path {
  const made = rules[index]?.check;
  if (made !== undefined) {
    const checks = new Set(rules.flatMap((rule) => rule.check ?? []));
    return ['checks', [...checks].indexOf(made)];
  }
  const before = rules.filter(({ kind, check }) => kind !== 'score' && check === undefined).length;
  return index < before ? ['rules', index] : ['scores', index - before];
}
