import type { Labels } from '../sample/sample.ts';
import { anchored } from './pattern.ts';

export const MATCH_OPERATORS = ['=', '!=', '=~', '!~'] as const;

/** A condition on one label, as in Prometheus. An absent label counts as the empty string. */
export interface Matcher {
  readonly name: string;
  readonly op: (typeof MATCH_OPERATORS)[number];
  /** The value, or for `=~` and `!~` an RE2 regular expression that must match the whole value. */
  readonly value: string;
}

/**
 * Formats a matcher as Alertmanager does, so that `parseMatcher` can read it: names that are no
 * classic names are quoted.
 */
export function matcherText({ name, op, value }: Matcher): string {
  const written = /^[A-Za-z_:][\w:]*$/u.test(name) ? name : quote(name);
  return `${written}${op}${quote(value)}`;
}

function quote(text: string): string {
  return `"${text.replace(/[\\"]/gu, String.raw`\$&`).replaceAll('\n', String.raw`\n`)}"`;
}

/** Whether every matcher holds for the labels. An empty list matches everything. */
export function matchesAll(matchers: readonly Matcher[], labels: Labels): boolean {
  return matchers.every((matcher) => matches(matcher, labelValue(labels, matcher.name)));
}

/**
 * Whether the matcher holds for the value of an alert's label. As in Alertmanager `.` matches no
 * newline.
 */
export function matches(matcher: Matcher, value: string): boolean {
  return holds(matcher, value, '');
}

/**
 * Whether the matcher holds for the value of a series' label. As in Prometheus `.` matches a
 * newline too.
 */
export function matchesSeries(matcher: Matcher, value: string): boolean {
  return holds(matcher, value, 's');
}

/** Whether the matcher requires a value of the label, while the others exclude values. */
export function requiresValue({ op }: Matcher): boolean {
  return op === '=' || op === '=~';
}

/** Whether its value is a regular expression. */
export function isPattern({ op }: Matcher): boolean {
  return op === '=~' || op === '!~';
}

/**
 * Whether it distinguishes alerts: it excludes a value, or requires one that an absent label, which
 * counts as empty, does not have.
 */
export function selects(matcher: Matcher): boolean {
  return !requiresValue(matcher) || !matches(matcher, '');
}

function holds({ op, value: expected }: Matcher, value: string, flags: '' | 's'): boolean {
  switch (op) {
    case '=':
      return value === expected;
    case '!=':
      return value !== expected;
    case '=~':
      return anchored(expected, flags).test(value);
    case '!~':
      return !anchored(expected, flags).test(value);
  }
}

/** Names come from outside: a label may be called `constructor`. */
function labelValue(labels: Labels, name: string): string {
  return (Object.hasOwn(labels, name) && labels[name]) || '';
}
