import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { codeFrom, parseSubjectCode } from '#core/messages/subject-code.ts';

const anyHash = fc.uint8Array({ minLength: 4, maxLength: 32 });

describe('codeFrom', () => {
  test('makes two groups of four, the first of which begins with a letter', () => {
    fc.assert(
      fc.property(anyHash, (hash) => {
        expect(codeFrom(hash)).toMatch(/^[HKMPRWXY][2-9HKMPRWXY]{3}-[2-9HKMPRWXY]{4}$/);
      }),
    );
  });

  test('makes another code of each value of the 31 bits that it reads', () => {
    const bits = Array.from({ length: 32 }, (_, bit) => {
      const hash = new Uint8Array(4);
      hash[bit >> 3] = 128 >> (bit & 7);
      return codeFrom(hash);
    });
    const [ignored, ...read] = bits;
    expect(new Set(read).size).toBe(31);
    expect(ignored).toBe(codeFrom(new Uint8Array(4)));
  });
});

describe('typedCode', () => {
  test('reads a code in any case, with or without its hyphen', () => {
    fc.assert(
      fc.property(anyHash, (hash) => {
        const code = codeFrom(hash);
        expect(parseSubjectCode(code)).toBe(code);
        expect(parseSubjectCode(` ${code.toLowerCase().replace('-', ' ')} `)).toBe(code);
        expect(parseSubjectCode(code.replace('-', ''))).toBe(code);
      }),
    );
  });

  test.each(['', 'bed-1', 'Patient/4711', '2345-6789', 'HHHH-HHH', 'HHHH-HHHHH', 'OHHH-HHHH'])(
    'takes %j for none',
    (text) => expect(parseSubjectCode(text)).toBeUndefined(),
  );
});
