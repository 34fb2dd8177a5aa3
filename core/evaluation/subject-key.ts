import type { Rule } from '../rule/rule.ts';
import { isAcross } from '../rule/threshold.ts';
import { labelsKey } from '../sample/labels-key.ts';

/** Returns the key of the one entry that a rule has of a subject, whatever labels it has. */
export function subjectKey({ name }: Pick<Rule, 'name'>): string {
  return `${name}${labelsKey({})}`;
}

/** Whether a rule has one entry of a subject: it joins series, whatever labels they have. */
export function isOfSubject(rule: Rule): boolean {
  return rule.kind === 'score' || (rule.kind === 'threshold' && isAcross(rule));
}
