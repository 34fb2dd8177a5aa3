import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MATCH_OPERATORS, matcherText, matchesAll } from '#core/alert/matcher.ts';
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
  ['nothing after the operator', 'ward=', { name: 'ward', op: '=', value: '' }],
  ['a quoted name', '"alertname"="X"', { name: 'alertname', op: '=', value: 'X' }],
  ['a name in UTF-8', 'utf8.label/ü="wert °"', { name: 'utf8.label/ü', op: '=', value: 'wert °' }],
  ['a quoted name in UTF-8', '"café"!="closed"', { name: 'café', op: '!=', value: 'closed' }],
  ['a quoted name with a quote', String.raw`"a\"b"="x"`, { name: 'a"b', op: '=', value: 'x' }],
  [
    'escapes beside a name in UTF-8',
    String.raw`"ö"="\u00e9\t"`,
    { name: 'ö', op: '=', value: 'é\t' },
  ],
  [
    'no escapes but three beside a plain name',
    String.raw`a="\t\n"`,
    { name: 'a', op: '=', value: '\\t\n' },
  ],
  ['a bare value with escapes', String.raw`a=b\"c\\`, { name: 'a', op: '=', value: 'b"c\\' }],
  ['a bare value with blanks within', 'a=b c', { name: 'a', op: '=', value: 'b c' }],
  ['operators within a value', 'tricky=~~~', { name: 'tricky', op: '=~', value: '~~' }],
  ['an operator first in a value', 'a==b', { name: 'a', op: '=', value: '=b' }],
  ['braces within quotes', 'a=~"x{3}"', { name: 'a', op: '=~', value: 'x{3}' }],
  ['a name with a colon', 'job:x="1"', { name: 'job:x', op: '=', value: '1' }],
])('%s', (_reason, text, matcher) => {
  expect(parseMatcher(text)).toEqual({ ok: true, matcher });
});

test.each([
  ['no operator', 'unit', /not of the form/],
  ['no name', '="x"', /not of the form/],
  ['comparison', 'spo2<88', /not of the form/],
  ['open quote', 'unit="%', /not of the form .*: a quote has no other that closes it$/],
  ['two at once', 'a="1",b="2"', /not of the form [^:]*$/],
  ['no name in quotes', '""="x"', /not of the form/],
  ['a quote within a bare value', 'a=b"c', /not of the form/],
  ['a quote that ends nothing', 'a=b"', /not of the form/],
  ['a list in braces', '{a="b"}', /not of the form/],
  ['half a list', 'a=b}', /not of the form/],
  ['no value after a name in UTF-8', 'ü=', /not of the form/],
  ['malformed expression', 'a=~"(x"', /missing closing \): `\(x`/],
  ['an unknown escape', String.raw`"a"=~"\d"`, /\\d means nothing .* written twice: \\\\d$/],
  ['bytes that are no character', String.raw`"a"="\xf0\x9f"`, /\\xf0\\x9f means nothing/],
  ['a byte above 255', String.raw`"a"="\777"`, /\\777 means nothing/],
  ['half a character', String.raw`"\ud800"="b"`, /\\ud800 means nothing/],
  ['a line break beside a quoted name', '"a"="b\nc"', /a line break within quotes is written \\n/],
  [
    'an expression that looks ahead',
    'a=~"a(?=b)"',
    /invalid or unsupported Perl syntax.*RE2 has no lookahead/,
  ],
  ['an expression that looks behind', 'a=~"(?<!b)a"', /RE2 has no lookahead and no lookbehind/],
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
        if (parsed.ok) {
          expect(matchesAll([parsed.matcher], { ward: value })).toBe(op === '=');
        }
      },
    ),
  );
});

test('what is written of a matcher is read as the same matcher', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), text, (name, value) => {
      const matcher = { name, op: '=', value } as const;
      expect(parseMatcher(matcherText(matcher))).toEqual({ ok: true, matcher });
    }),
  );
});
