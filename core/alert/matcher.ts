import type { Labels } from '../sample/sample.ts';

export const MATCH_OPERATORS = ['=', '!=', '=~', '!~'] as const;

/** A condition on one label, as in Prometheus. A label that is absent counts as the empty string. */
export interface Matcher {
  readonly name: string;
  readonly op: (typeof MATCH_OPERATORS)[number];
  /** The value, or for `=~` and `!~` a regular expression that must match the whole value. */
  readonly value: string;
}

/** A matcher as Prometheus writes it, which `parseMatcher` reads. */
export function matcherText({ name, op, value }: Matcher): string {
  return `${name}${op}${JSON.stringify(value)}`;
}

const compiled = new Map<string, RegExp>();

/** A pattern anchored at both ends, as Prometheus anchors it. Throws a SyntaxError where the pattern is none. */
export function anchored(pattern: string): RegExp {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    expression = new RegExp(`^(?:${pattern})$`, 'su');
    if (compiled.size >= 1_000) compiled.clear();
    compiled.set(pattern, expression);
  }
  return expression;
}

/** Whether every matcher holds for the labels. No matchers match everything. */
export function matchesAll(matchers: readonly Matcher[], labels: Labels): boolean {
  return matchers.every((matcher) => matches(matcher, labelValue(labels, matcher.name)));
}

/** Whether the matcher holds for the value of its label. */
export function matches(matcher: Matcher, value: string): boolean {
  switch (matcher.op) {
    case '=':
      return value === matcher.value;
    case '!=':
      return value !== matcher.value;
    case '=~':
      return anchored(matcher.value).test(value);
    case '!~':
      return !anchored(matcher.value).test(value);
  }
}

/** Names come from outside: a label may be called `constructor`. */
function labelValue(labels: Labels, name: string): string {
  return (Object.hasOwn(labels, name) && labels[name]) || '';
}
