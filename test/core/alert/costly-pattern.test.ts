import { describe, expect, test } from '@jest/globals';
import { isCostly } from '#core/alert/costly-pattern.ts';
import { matches } from '#core/alert/matcher.ts';
import { SAMPLE_LIMITS } from '#core/sample/admit.ts';

describe('an expression that could take far too long is refused', () => {
  test.each([
    ['a repetition in a repetition', '(a+)+b'],
    ['a repetition in a fixed one', '(a+){30}b'],
    ['a repeated choice, which can take exponential time', '(a|a)*b'],
    ['a repeated choice in a group', '((a)|b)+c'],
    ['more repetitions than a label can bear', 'a*a*a*a*b'],
    ['the same with words between: a label of nothing but dashes', 'ward-.*-.*-.*-.*-x'],
    ['one of several choices', 'icu|a*a*a*a*b'],
    ['an escaped bracket hides no group', '\\[(a+)+\\]'],
  ])('%s', (_, pattern) => {
    expect(isCostly(pattern)).toBe(true);
  });
});

describe('what people write is allowed', () => {
  test.each([
    ['no repetition', 'icu-(east|west)'],
    ['anything around words', '.*icu.*bed.*'],
    ['as many choices as one likes', 'a.*|b.*|c.*|d.*|e.*'],
    ['a choice that is not repeated', '(icu|er)-[0-9]+'],
    ['fixed counts, any number of them', '[0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z]{3}-.*'],
    ['brackets and bars that are letters', '[(|)+*]+\\(\\|\\)\\+'],
  ])('%s', (_, pattern) => {
    expect(isCostly(pattern)).toBe(false);
  });
});

test('the worst that is allowed ends on the longest label', () => {
  const value = 'a'.repeat(SAMPLE_LIMITS.labelValue);
  expect(isCostly('a*a*a*b')).toBe(false);
  expect(matches({ name: 'ward', op: '=~', value: 'a*a*a*b' }, value)).toBe(false);
});
