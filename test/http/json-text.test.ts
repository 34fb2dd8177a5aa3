import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { wellFormedBody, wellFormedJson } from '#http/json-text.ts';

describe('JSON text from outside', () => {
  test.each([
    [String.raw`"a \ud83d b"`, 'a \ufffd b', 1, 'a high half alone'],
    [String.raw`"a \ude91 b"`, 'a \ufffd b', 1, 'a low half alone'],
    [String.raw`"\ude91\ud83d"`, '\ufffd\ufffd', 2, 'halves in the wrong order'],
    [String.raw`"\ud83d\ud83d\ude91"`, '\ufffd\u{1f691}', 1, 'a half before a pair'],
    [String.raw`"\uD83D\uDE91"`, '\u{1f691}', 0, 'a pair'],
    [String.raw`"\\ud83d"`, String.raw`\ud83d`, 0, 'an escaped backslash before letters'],
    [String.raw`"\\\ud83d"`, '\\\ufffd', 1, 'an escaped backslash before a half'],
    [String.raw`"\ud83d\n"`, '\ufffd\n', 1, 'a half before another escape'],
  ])('%s is read as %j with %d replaced: %s', (json, expected, replaced, _why) => {
    const read = wellFormedJson(json);
    expect(JSON.parse(read.text)).toBe(expected);
    expect(read.replaced).toBe(replaced);
  });

  test('always says what the same text with U+FFFD for each half says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.nat(0x7ff)), (text, halves) => {
        const broken = text + halves.map((half) => String.fromCharCode(0xd800 + half)).join('');
        const read = wellFormedJson(JSON.stringify(broken));
        expect(JSON.parse(read.text)).toBe(broken.toWellFormed());
      }),
    );
  });
});

describe('the warning about what was replaced', () => {
  test.each([
    [
      '{"a":"\\ud83d"}',
      '1 half of a surrogate pair was read as U+FFFD: no character has such a code',
    ],
    [
      '["\\ud83d","\\ud83d"]',
      '2 halves of surrogate pairs were read as U+FFFD: no character has such a code',
    ],
  ])('of %s says how many', (json, expected) => {
    expect(wellFormedBody(Buffer.from(json)).warning).toBe(expected);
  });

  test.each([['{"a":"🚑 \\ud83d\\ude91"}'], ['{}'], ['\xff\\ud83d']])('of %s is none', (json) => {
    const bytes = Buffer.from(json, 'latin1');
    expect(wellFormedBody(bytes)).toEqual({ bytes });
  });
});
