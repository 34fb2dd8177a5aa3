import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { narrow, septets, toAscii, toGsm7 } from '#core/messages/gsm7.ts';
import { oneLine } from '#core/text/one-line.ts';

const BASIC =
  '@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

describe('toGsm7', () => {
  test.each([
    ['Bed 12, Östra', 'Bed 12, Östra', 'the Swedish letters are in the alphabet'],
    ['SpO₂ ≤ 88 %', 'SpO2 <= 88 %', 'a subscript has its digit, a sign its two characters'],
    ['“Bed” – it’s', '"Bed" - it\'s', 'typographic quotes and dashes'],
    ['Łódź čtyři Şişli', 'Lodz ctyri Sisli', 'accents that the alphabet lacks'],
    ['garçon', 'garcon', 'the alphabet has a capital C with cedilla only'],
    ['e\u0301', 'é', 'a combining accent is composed first'],
    ['39 °C, 5 µmol', '39 degC, 5 umol', 'units'],
    ['a\u00a0b\u2009c\r\nd\te', 'a b c d e', 'every kind of space is a space, also line breaks'],
    ['a\u200bb\u202ec', 'abc', 'invisible characters vanish'],
    ['🚑 bed', '? bed', 'what has no likeness shows that something was there'],
    ['[ICU] {1} ~|\\^€', '[ICU] {1} ~|\\^€', 'the extension table stays'],
    ['病床 3', '?? 3', 'a script without likeness'],
    ['½', '1/2', 'a compatibility form'],
  ])('turns %j into %j: %s', (given, expected) => {
    expect(toGsm7(given)).toBe(expected);
  });

  test('gives nothing but GSM-7, whatever it is given', () => {
    const allowed = new Set(`${BASIC}^{}\\[~]|€`);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60, size: 'max' }), (text) => {
        expect([...toGsm7(text)].filter((char) => !allowed.has(char))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

test('septets: one for each basic character, two for each of the extension table', () => {
  expect(septets(BASIC)).toBe(BASIC.length);
  expect(septets('^{}\\[~]|€')).toBe(18);
});

test('narrow gives every character of the extension table a likeness of one septet', () => {
  expect(narrow('[a]{b}^~|\\€')).toBe("(a)(b)'-//E");
  expect(septets(narrow('^{}\\[~]|€'))).toBe(9);
});

test('toAscii gives printable ASCII, whatever it is given', () => {
  expect(toAscii('Åsa ≥ 3 – Ærø\nß')).toBe('Asa >= 3 - AEro ss');
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60, size: 'max' }), (text) => {
      expect(toAscii(text)).toMatch(/^[ -~]*$/);
    }),
  );
});

test('oneLine keeps letters of every script, and no line of its own', () => {
  expect(oneLine(' 病床\n 3\u0000\u202e ')).toBe('病床 3');
});
