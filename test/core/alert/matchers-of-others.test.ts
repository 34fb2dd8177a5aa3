import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type Matcher, matches, matchesSeries } from '#core/alert/matcher.ts';
import { parseMatcher } from '#core/alert/parse-matcher.ts';

interface Facts {
  /** A text, and the name, operator and value that Alertmanager reads; null: it refuses it. */
  readonly parsed: readonly (readonly [string, readonly [string, string, string] | null])[];
  /** The patterns are matched against these values. */
  readonly values: readonly string[];
  /**
   * A pattern, the indexes of the values that it matches in Prometheus, and of those the ones that
   * it does not match in Alertmanager, where a dot matches no newline.
   */
  readonly patterns: readonly (readonly [string, readonly number[], readonly number[]])[];
}

const { parsed, values, patterns } = JSON.parse(
  readFileSync(new URL('matchers-of-others.json', import.meta.url), 'utf8'),
) as Facts;

describe('A matcher of the tests of Prometheus and Alertmanager', () => {
  test.each(parsed)('%j is read as %j, as Alertmanager reads it', (text, expected) => {
    const read = parseMatcher(text);
    expect(read.ok ? [read.matcher.name, read.matcher.op, read.matcher.value] : null).toEqual(
      expected,
    );
  });

  test.each(patterns)('matches the same values by %s', (value, inPrometheus, notInAlertmanager) => {
    const matcher: Matcher = { name: 'a', op: '=~', value };
    const matching = (holds: (matcher: Matcher, value: string) => boolean) =>
      values.flatMap((text, index) => (holds(matcher, text) ? [index] : []));
    expect(matching(matchesSeries)).toEqual(inPrometheus);
    expect(matching(matches)).toEqual(inPrometheus.filter((i) => !notInAlertmanager.includes(i)));
  });
});
