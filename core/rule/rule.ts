import { ABSENCE_RULE, type AbsenceRule } from './absence.ts';
import type { RuleKind } from './rule-kind.ts';
import { THRESHOLD_RULE, type ThresholdRule } from './threshold.ts';

/** What is asked of the samples of a metric, and makes an alert where it does not hold. */
export type Rule = ThresholdRule | AbsenceRule;

/** A kind of rule is complete, or this does not compile; so it is with `SERIES` in evaluation. */
const KINDS: { readonly [Kind in Rule['kind']]: RuleKind<Extract<Rule, { kind: Kind }>> } = {
  threshold: THRESHOLD_RULE,
  absence: ABSENCE_RULE,
};

/** What the kind of a rule tells of it. */
export function ruleKind(rule: Rule): RuleKind<Rule> {
  return KINDS[rule.kind];
}
