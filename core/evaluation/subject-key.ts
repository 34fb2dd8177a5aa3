import type { Rule } from '../rule/rule.ts';
import { labelsKey } from '../sample/labels-key.ts';

/** Returns the key of the one entry that a rule has of a subject, whatever labels it has. */
export function subjectKey({ name }: Pick<Rule, 'name'>): string {
  return `${name}${labelsKey({})}`;
}
