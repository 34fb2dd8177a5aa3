import { expect, test } from '@jest/globals';
import { closest, suggest } from '#core/closest.ts';

test.each([
  ['a letter too few', 'icu-nures', 'icu-nurses'],
  ['two letters swapped', 'icu-nusres', 'icu-nurses'],
  ['capitals', 'EHR', 'ehr'],
  ['nothing alike', 'pharmacy', undefined],
  ['too short to tell', 'e', undefined],
  ['nothing at all', '', undefined],
])('%s', (_reason, given, meant) => {
  expect(closest(given, ['ehr', 'icu-nurses', 'x'])).toBe(meant);
});

test('names are listed only where they are few', () => {
  const many = Array.from({ length: 25 }, (_, i) => `ward-${i}`);
  expect(suggest('wrad-3', many, 'defined')).toBe('did you mean "ward-3"?');
  expect(suggest('x', ['a', 'b'], 'defined')).toBe('defined: a, b');
  expect(suggest('x', [], 'defined')).toBe('defined: (none)');
});
