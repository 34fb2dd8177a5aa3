import { ABSENCE_RULE, type AbsenceRule } from './absence.ts';
import type { RuleKind } from './rule-kind.ts';
import { SCORE_RULE, type ScoreRule } from './score.ts';
import { THRESHOLD_RULE, type ThresholdRule } from './threshold.ts';

/** A condition on samples, which makes an alert if it does not hold. */
export type Rule = ThresholdRule | AbsenceRule | ScoreRule;

/**
 * Each kind of rule is complete, or this does not compile; the same holds for `SERIES` in
 * evaluation.
 */
const KINDS: { readonly [Kind in Rule['kind']]: RuleKind<Extract<Rule, { kind: Kind }>> } = {
  threshold: THRESHOLD_RULE,
  absence: ABSENCE_RULE,
  score: SCORE_RULE,
};

/** Returns the operations of a rule's kind. */
export function ruleKind(rule: Rule): RuleKind<Rule> {
  return KINDS[rule.kind];
}

/** Returns the metrics that a rule reads. */
export function metricsOf(rule: Rule): readonly string[] {
  if (rule.kind === 'score') {
    return rule.parameters.flatMap(({ sources }) => sources.map(({ metric }) => metric));
  }
  const across = rule.kind === 'threshold' ? rule.across : undefined;
  return across === undefined ? [rule.metric] : across.terms.map(({ metric }) => metric);
}
