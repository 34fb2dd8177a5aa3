import { oxygenScaleOf } from '../../rule/score.ts';
import type { Instant } from '../../time/instant.ts';
import type { Edits } from '../kind.ts';
import type { RuleSet } from '../rule-set.ts';

/**
 * Forgets the saturation that was judged on scale 2 and measured before a moment: it was that of
 * somebody else, and on scale 1 it would call people to whoever is there now.
 */
export function forgetScaled(edits: Edits, ordered: RuleSet, before: Instant): void {
  for (const [key, entry] of edits.entries()) {
    const rule = ordered.byName.get(entry.kind === 'score' ? entry.rule : '');
    if (entry.kind !== 'score' || rule?.kind !== 'score' || oxygenScaleOf(rule) === 1) {
      continue;
    }
    const scaled = rule.parameters.filter(({ scale2 }) => scale2 !== undefined);
    const left = Object.entries(entry.parameters).filter(
      ([name, { at }]) => at >= before || scaled.every((one) => one.name !== name),
    );
    edits.put(key, { ...entry, parameters: Object.fromEntries(left) });
  }
}
