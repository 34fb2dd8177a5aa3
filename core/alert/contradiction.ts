import { literalAlternatives } from './known-values.ts';
import { type Matcher, matcherText, matches, requiresValue } from './matcher.ts';

/**
 * Describes which of the matchers no value of a label can satisfy together; undefined if some can.
 * This is decidable if one of them names its values: by equality, or as in `icu|er`.
 */
export function findContradiction(matchers: readonly Matcher[]): string | undefined {
  for (const matcher of matchers) {
    const values = requiresValue(matcher) ? literalAlternatives(matcher) : undefined;
    if (values === undefined) {
      continue;
    }
    const own = matchers.filter(({ name }) => name === matcher.name);
    const isPossible = values.some((value) => own.every((one) => matches(one, value)));
    if (isPossible) {
      continue;
    }
    const others = own.filter((one) => one !== matcher && !values.some((v) => matches(one, v)));
    const [other] = others.length > 0 ? others : own.filter((one) => one !== matcher);
    if (other !== undefined) {
      return `${matcherText(matcher)} and ${matcherText(other)} cannot both hold`;
    }
  }
  return undefined;
}
