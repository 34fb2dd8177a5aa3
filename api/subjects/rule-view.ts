import { matcherText } from '#core/alert/matcher.ts';
import { type Rule, ruleKind } from '#core/rule/rule.ts';
import { SECOND } from '#core/time/instant.ts';
import type { SubjectRuleView } from './subjects.contract.ts';

/** A rule that may read a subject: what trips it, as data and in words. */
export function ruleView(rule: Rule): SubjectRuleView {
  const { name, title, service, severity, metric, matchers } = rule;
  return {
    rule: name,
    title,
    service,
    severity,
    metric,
    matchers: matchers.map(matcherText),
    condition: ruleKind(rule).limitInWords(rule),
    ...conditionOf(rule),
  };
}

function conditionOf(rule: Rule): Pick<SubjectRuleView, 'limit' | 'forSeconds' | 'window'> {
  if (rule.kind === 'absence') {
    return { limit: { kind: 'absent', seconds: rule.absentFor / SECOND } };
  }
  if (rule.kind === 'score') {
    return { limit: { kind: 'score', levels: rule.levels } };
  }
  const { condition, window } = rule;
  return {
    limit: condition,
    ...(rule.for > 0 && { forSeconds: rule.for / SECOND }),
    ...(window !== undefined && { window }),
  };
}
