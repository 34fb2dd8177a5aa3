/**
 * What stands for a subject whose own id may not leave in a page, such as `K7M4-2XW9`: the same
 * for the same subject, and made by nobody who has not the platform's secret.
 */
export type CodeOf = (subject: string) => string;

/**
 * Sixteen signs that are easy to tell apart, on a screen and on the phone: none of 0 O, 1 I L, B,
 * G, S and Z, and no vowel, so that they make no words.
 */
const LETTERS = 'HKMPRWXY';
const SIGNS = `23456789${LETTERS}`;

const HALF = 4;
const CODE = new RegExp(`^[${LETTERS}][${SIGNS}]{${2 * HALF - 1}}$`, 'u');

/**
 * The code that a keyed hash of a subject makes, out of its first four bytes. It begins with a
 * letter, so that no phone takes it for a number to call, and has 2^31 values: of 1,000 subjects
 * that alarm at the same time two share a code with a chance of 1 in 4,300, of 10,000 with 1 in 43.
 * Two that share one are incidents of their own all the same.
 */
export function codeFrom(keyedHash: Uint8Array): string {
  const [first = 0, ...others] = Array.from(keyedHash.subarray(0, HALF), (byte) => [
    byte >> 4,
    byte & 15,
  ]).flat();
  const signs = (LETTERS[first & 7] ?? '') + others.map((digit) => SIGNS[digit]).join('');
  return `${signs.slice(0, HALF)}-${signs.slice(HALF)}`;
}

/** The code that somebody typed, in any case and with or without its hyphen. */
export function parseSubjectCode(text: string): string | undefined {
  const signs = text.toUpperCase().replaceAll(/[\s-]/gu, '');
  return CODE.test(signs) ? `${signs.slice(0, HALF)}-${signs.slice(HALF)}` : undefined;
}
