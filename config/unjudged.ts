import type { Rule } from '#core/rule/rule.ts';
import type { Config } from '#core/team/config.ts';
import type { LintWarning } from './problem.ts';

/**
 * Returns rules that accept a metric in any unit, while every rule that judges its values requires
 * one. A sample in a misspelt unit (`percent` for `%`) then counts as received: no rule judges it,
 * none misses it, and no answer calls it unread.
 */
export function unjudged({ rules }: Config): readonly LintWarning[] {
  const judging = Map.groupBy(rules.filter(isJudging), ({ metric }) => metric);
  return rules.flatMap((rule, index) => {
    const units = (judging.get(rule.metric) ?? []).map(unitOf);
    const isContent = !isJudging(rule) && !rule.matchers.some(({ name }) => name === 'unit');
    if (!isContent || units.length === 0 || units.includes(undefined)) {
      return [];
    }
    const [unit] = units;
    const message = `rule "${rule.name}" hears ${rule.metric} in any unit, and the rules that judge its value read ${[...new Set(units)].join(' or ')} alone: in another unit nobody judges it, and nobody misses it`;
    const hint = `give it where: ['unit="${unit}"'] too`;
    return [{ path: ['rules', index, 'absent'], message, hint }];
  });
}

const isJudging = ({ kind }: Rule) => kind !== 'absence';

function unitOf({ matchers }: Rule): string | undefined {
  return matchers.find(({ name, op }) => name === 'unit' && op === '=')?.value;
}
