import { matchesSeries } from '../alert/matcher.ts';
import { RESERVED_PREFIX } from '../alert/reserved-prefix.ts';
import { own } from '../collections/own.ts';
import type { Rule } from '../rule/rule.ts';
import type { Labels } from '../sample/sample.ts';
import type { RuleSet } from './rule-set.ts';

/**
 * Returns the rules of the team that may read a subject: all but those whose matchers contradict
 * its id or a label that all of its series have. What a subject sends is known only of series of
 * which something is stored, so that some of these may never meet one.
 */
export function applicableRules(
  rules: RuleSet,
  { subject, labels }: { readonly subject: string; readonly labels: Labels },
): readonly Rule[] {
  const known: Labels = { ...labels, subject };
  return [...rules.byName.values()].filter(
    ({ name, matchers }) =>
      !name.startsWith(RESERVED_PREFIX) &&
      matchers.every((matcher) => {
        const value = own(known, matcher.name);
        return value === undefined || matchesSeries(matcher, value);
      }),
  );
}
