import { authorOf } from '../actor/actor.ts';
import type { Alert } from '../alert/alert.ts';
import { fingerprint } from '../alert/fingerprint.ts';
import { groupKey } from '../alert/group-key.ts';
import { omit } from '../collections/omit.ts';
import { limitSetFor } from '../rule/order-limit.ts';
import { type Rule, ruleKind } from '../rule/rule.ts';
import { usualIn } from '../rule/usual.ts';
import { toJsonNumber } from '../sample/json-number.ts';
import { sortedLabels } from '../sample/labels-key.ts';
import type { RuleSet } from './rule-set.ts';
import type { Tripped } from './step.ts';

/** A series of a subject, and since when its alert holds. */
type Breached = Pick<Alert, 'subject' | 'metric' | 'labels' | 'startsAt'>;

/**
 * Makes the alert of a rule on a series of a subject. `tripped` is the sample that caused it; an
 * absent series has none.
 */
export function buildAlert(
  rules: RuleSet,
  rule: Rule,
  { subject, metric, labels, startsAt }: Breached,
  tripped?: Tripped,
): Alert {
  const identity = ['rule', rule.name, 'subject', subject, ...sortedLabels(labels)];
  const series = { fingerprint: fingerprint(identity), subject, metric, labels };
  const measured = {
    ...(tripped !== undefined && { value: toJsonNumber(tripped.value) }),
    ...(tripped?.unit !== undefined && { unit: tripped.unit }),
    ...(tripped?.reaches !== undefined && { reaches: tripped.reaches }),
    ...(tripped?.limit !== undefined && { limit: tripped.limit }),
  };
  return refreshFromRule(rules, rule, { ...series, ...measured, startsAt });
}

/**
 * Returns the same alert with the service, severity and texts of the current rule. Which limit it
 * reaches was told of the rule as it was, and what was usual when it fired stays.
 */
export function refreshFromRule(
  rules: RuleSet,
  rule: Rule,
  alert: Pick<Alert, 'fingerprint' | 'subject' | 'metric' | 'labels' | 'startsAt'> & Partial<Alert>,
): Alert {
  const { service, severity, title } = rule;
  const ordered = limitSetFor(rule);
  const limit = limitToday(rule, alert.limit);
  const isOfToday = alert.limit === undefined || alert.limit === limit;
  const named = {
    ...omit(isOfToday ? alert : omit(alert, 'reaches'), 'limitSetBy'),
    rule: rule.name,
    service,
    severity,
    title,
    ...(ordered !== undefined && { limitSetBy: authorOf(ordered) }),
  };
  return {
    ...named,
    groupKey: groupKey(service, rules.groupBy(service), named),
    limit,
  };
}

function limitToday(rule: Rule, told: string | undefined): string {
  const isOfMoment = rule.kind === 'threshold' && rule.usual !== undefined;
  return isOfMoment && told !== undefined && usualIn(told) !== undefined
    ? told
    : ruleKind(rule).limitInWords(rule);
}
