import type { Rule } from '../../rule/rule.ts';
import { labelsKey } from '../../sample/labels-key.ts';

/** Returns the key of the entry of a score: a subject has one, whatever labels its samples have. */
export function scoreKey({ name }: Pick<Rule, 'name'>): string {
  return `${name}${labelsKey({})}`;
}
