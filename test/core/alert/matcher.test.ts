import { expect, test } from '@jest/globals';
import { type Matcher, matchesAll, matchesSeries } from '#core/alert/matcher.ts';

const labels = { ward: 'icu-1', note: 'a\nb' };

test.each<[Matcher, boolean, string]>([
  [{ name: 'ward', op: '=', value: 'icu-1' }, true, 'equal'],
  [{ name: 'ward', op: '=', value: 'icu' }, false, 'not equal'],
  [{ name: 'ward', op: '!=', value: 'icu' }, true, 'different'],
  [{ name: 'bed', op: '=', value: '' }, true, 'an absent label is the empty text'],
  [{ name: 'bed', op: '!=', value: '' }, false, 'and not different from it'],
  [{ name: 'ward', op: '=~', value: 'icu.*' }, true, 'a pattern'],
  [{ name: 'ward', op: '=~', value: 'icu' }, false, 'a pattern must match the whole value'],
  [{ name: 'ward', op: '=~', value: 'er|icu-1' }, true, 'alternatives are anchored together'],
  [{ name: 'ward', op: '=~', value: 'er|icu' }, false, 'and each at both ends'],
  [{ name: 'note', op: '=~', value: 'a.b' }, false, 'a dot matches no newline in Alertmanager'],
  [{ name: 'note', op: '=~', value: '(?s)a.b' }, true, 'unless it is asked to'],
  [{ name: 'ward', op: '!~', value: 'icu.*' }, false, 'a pattern that must not match'],
])('%j is %s: %s', (matcher, holds) => {
  expect(matchesAll([matcher], labels)).toBe(holds);
});

test('all must hold; none hold of everything', () => {
  const [yes, no] = ['icu-1', 'x'].map((value) => ({ name: 'ward', op: '=', value }) as const);
  expect(matchesAll(yes && no ? [yes, no] : [], labels)).toBe(false);
  expect(matchesAll([], labels)).toBe(true);
});

test('a dot matches a newline in the label of a series, as in Prometheus', () => {
  expect(matchesSeries({ name: 'note', op: '=~', value: 'a.b' }, 'a\nb')).toBe(true);
});

test.each([
  [String.raw`node\-.*`, 'node-1', true],
  ['(?i)db.*', 'DB-1', true],
  ['[[:alpha:]]+', 'abc', true],
  ['[[:alpha:]]+', 'abc1', false],
  [String.raw`\pL`, 'ü', true],
  [String.raw`\Qa.b\E.*`, 'a.bc', true],
  [String.raw`\Qa.b\E.*`, 'axbc', false],
  ['(a|b)+', 'abba', true],
  [String.raw`web-[0-9]+\.example\.org(:[0-9]+)?`, 'web-12.example.org:9100', true],
  [String.raw`web-[0-9]+\.example\.org(:[0-9]+)?`, 'web-12xexample.org', false],
  [String.raw`\d+`, '٣', false],
  ['.', '🚑', true],
  ['a|', '', true],
  ['a$', 'a\n', false],
])('the pattern %s of RE2 matches %j: %s', (value, text, expected) => {
  expect(matchesAll([{ name: 'a', op: '=~', value }], { a: text })).toBe(expected);
  expect(matchesAll([{ name: 'a', op: '!~', value }], { a: text })).toBe(!expected);
});

test.each(['(a|a)*b', '(a*)*b', '(x+x+)+y', '(.*)*(.*)*(.*)*(.*)*c', '([a-z]+)*1'])(
  'the pattern %s, which would backtrack without end, is matched at once',
  (value) => {
    const text = 'a'.repeat(1_024);
    expect(matchesAll([{ name: 'a', op: '=~', value }], { a: text })).toBe(false);
  },
);
