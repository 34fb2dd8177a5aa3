import { suggest } from '../text/closest.ts';
import {
  isPattern,
  type Matcher,
  matcherText,
  matches,
  requiresValue,
  selects,
} from './matcher.ts';

/** A label whose values are all known, unless its alerts have it as their own. */
export interface KnownLabel {
  readonly name: string;
  readonly values: readonly string[];
  /** The noun for its values, singular and plural: `severity`, `severities`. */
  readonly one: string;
  readonly many: string;
}

/** Why matchers find nothing, or exclude nothing, and what was probably meant. */
export interface Mismatch {
  /** The position of the matcher in the list. */
  readonly index: number;
  readonly message: string;
  readonly hint: string;
}

/** Characters that make a regular expression more than texts with `|` between them. */
const SPECIAL = /[\\^$.*+?()[\]{}]/u;

/** Returns the alternatives of a pattern, if it is only a list of literals: `icu|er`. */
export function literalAlternatives(matcher: Matcher): readonly string[] | undefined {
  const { value } = matcher;
  if (!isPattern(matcher)) {
    return [value];
  }
  return SPECIAL.test(value) ? undefined : value.split('|');
}

/**
 * Returns the matchers that no known value of a label can satisfy, or that exclude no known value.
 */
export function mismatches(
  matchers: readonly Matcher[],
  labels: readonly KnownLabel[],
): readonly Mismatch[] {
  return labels.flatMap((label) => {
    const own = matchers.flatMap((matcher, index) =>
      matcher.name === label.name ? [{ matcher, index }] : [],
    );
    const single = own.flatMap(({ matcher, index }) => {
      const found = mismatch(matcher, label);
      return found === undefined ? [] : [{ index, ...found }];
    });
    return single.length > 0 ? single : together(own, label);
  });
}

function mismatch(matcher: Matcher, label: KnownLabel): Omit<Mismatch, 'index'> | undefined {
  const { values, one, many } = label;
  if (matcher.value === '' || !selects(matcher)) {
    return undefined;
  }
  const unknown = (literalAlternatives(matcher) ?? []).filter((text) => !values.includes(text));
  const named: Matcher = { ...matcher, op: isPattern(matcher) ? '=~' : '=' };
  const isNamed = values.some((value) => matches(named, value));
  if (isNamed && unknown.length === 0) {
    return undefined;
  }
  const [first = matcher.value] = unknown;
  const said = matcherText(matcher);
  const message = isNamed
    ? `${said}: there is no ${one} "${first}"`
    : `${said} ${requiresValue(matcher) ? 'matches' : 'leaves out'} nothing: ${whyNothing(matcher, label, first)}`;
  const hint = suggest(first, values, `the ${many} are`);
  return { message, hint };
}

function whyNothing(matcher: Matcher, { one }: KnownLabel, first: string): string {
  return isPattern(matcher) && literalAlternatives(matcher) === undefined
    ? `no ${one} is like that, and a pattern must match the whole of one`
    : `there is no ${one} "${first}"`;
}

/** Returns matchers each of which some value satisfies, but which no value satisfies together. */
function together(
  own: readonly { readonly matcher: Matcher; readonly index: number }[],
  { values, one, many }: KnownLabel,
): readonly Mismatch[] {
  const [last] = own.slice(-1);
  if (last === undefined || own.length < 2) {
    return [];
  }
  if (values.some((value) => own.every(({ matcher }) => matches(matcher, value)))) {
    return [];
  }
  const all = own.map(({ matcher }) => matcherText(matcher)).join(' and ');
  const message = `no ${one} satisfies ${all}`;
  return [{ index: last.index, message, hint: `the ${many} are: ${values.join(', ')}` }];
}
