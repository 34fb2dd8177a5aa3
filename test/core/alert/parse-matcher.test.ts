import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MATCH_OPERATORS, matchesAll } from '#core/alert/matcher.ts';
import { parseMatcher } from '#core/alert/parse-matcher.ts';

test.each([
  ['quoted', 'unit="%"', { name: 'unit', op: '=', value: '%' }],
  ['bare', 'subject=bed-1', { name: 'subject', op: '=', value: 'bed-1' }],
  ['blanks around', ' ward != "icu 2" ', { name: 'ward', op: '!=', value: 'icu 2' }],
  ['expression', 'ward=~"icu.*"', { name: 'ward', op: '=~', value: 'icu.*' }],
  [
    'a class keeps its backslash',
    String.raw`bed!~"b\d"`,
    { name: 'bed', op: '!~', value: String.raw`b\d` },
  ],
  ['a quote within', String.raw`a="x\"y"`, { name: 'a', op: '=', value: 'x"y' }],
  ['a name with dots', 'k8s.pod="p"', { name: 'k8s.pod', op: '=', value: 'p' }],
  ['absent label', 'ward=""', { name: 'ward', op: '=', value: '' }],
])('%s', (_reason, text, matcher) => {
  expect(parseMatcher(text)).toEqual({ ok: true, matcher });
});

test.each([
  ['no operator', 'unit', /not of the form/],
  ['no name', '="x"', /not of the form/],
  ['comparison', 'spo2<88', /not of the form/],
  ['open quote', 'unit="%', /not of the form/],
  ['two at once', 'a="1",b="2"', /not of the form/],
  ['malformed expression', 'a=~"(x"', /Unterminated group/],
])('refuses %s', (_reason, text, reason) => {
  expect(parseMatcher(text)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
});

test('a quoted value means itself', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...MATCH_OPERATORS.slice(0, 2)),
      (value, op) => {
        const written = value.replace(/[\\"]/gu, '\\$&').replaceAll('\n', '\\n');
        const parsed = parseMatcher(`ward${op}"${written}"`);
        expect(parsed).toEqual({ ok: true, matcher: { name: 'ward', op, value } });
        if (parsed.ok) expect(matchesAll([parsed.matcher], { ward: value })).toBe(op === '=');
      },
    ),
  );
});
