import { expect, test } from '@jest/globals';
import { type Matcher, matchesAll } from '#core/alert/matcher.ts';

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
  [{ name: 'note', op: '=~', value: 'a.b' }, true, 'a dot matches a new line'],
  [{ name: 'ward', op: '!~', value: 'icu.*' }, false, 'a pattern that must not match'],
])('%j is %s: %s', (matcher, holds) => {
  expect(matchesAll([matcher], labels)).toBe(holds);
});

test('all must hold; none hold of everything', () => {
  const [yes, no] = ['icu-1', 'x'].map((value) => ({ name: 'ward', op: '=', value }) as const);
  expect(matchesAll(yes && no ? [yes, no] : [], labels)).toBe(false);
  expect(matchesAll([], labels)).toBe(true);
});
