import { expect, test } from '@jest/globals';
import { closest, noSuch, suggest } from '#core/text/closest.ts';

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

test('of many names the first are listed, and none beside the one that was meant', () => {
  const many = Array.from({ length: 25 }, (_, i) => `ward-${i}`);
  expect(suggest('wrad-3', many, 'defined')).toBe('did you mean "ward-3"?');
  expect(suggest('x', many, 'defined')).toMatch(/^defined: ward-0, .*, ward-23 and 1 more$/);
  expect(suggest('x', ['a', 'b'], 'defined')).toBe('defined: a, b');
  expect(suggest('x', [], 'defined')).toBe('defined: (none)');
});

test('whoever names what is not there is told what was probably meant, and what there is', () => {
  expect(noSuch('schedule', 'nigth', ['day', 'night'])).toBe(
    'There is no schedule "nigth". Did you mean "night"? The config has day, night.',
  );
  expect(noSuch('schedule', 'x', [])).toBe('There is no schedule "x". The config has none.');
});
