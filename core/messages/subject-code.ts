/**
 * Returns the code of a subject whose own id may not leave in a page, such as `K7M4-2XW9`: always
 * the same for the same subject, and impossible to compute without the platform's secret.
 */
export type CodeOf = (subject: string) => string;

/**
 * Sixteen characters that are easy to distinguish, on a screen and on the phone: none of 0 O, 1 I
 * L, B, G, S and Z, and no vowel, so that they form no words.
 */
const LETTERS = 'HKMPRWXY';
const SIGNS = `23456789${LETTERS}`;

const HALF = 4;
const CODE = new RegExp(`^[${LETTERS}][${SIGNS}]{${2 * HALF - 1}}$`, 'u');

/**
 * Makes the code of a keyed hash of a subject, from its first four bytes. It begins with a letter,
 * so that no phone takes it for a number to call, and has 2^31 values: of 1,000 subjects that alarm
 * at the same time two share a code with a chance of 1 in 4,300, of 10,000 with 1 in 43. Two
 * subjects that share one still have separate incidents.
 */
export function codeFrom(keyedHash: Uint8Array): string {
  const [first = 0, ...others] = Array.from(keyedHash.subarray(0, HALF), (byte) => [
    byte >> 4,
    byte & 15,
  ]).flat();
  const signs = (LETTERS[first & 7] ?? '') + others.map((digit) => SIGNS[digit]).join('');
  return `${signs.slice(0, HALF)}-${signs.slice(HALF)}`;
}

/** Parses a typed code, in any case and with or without its hyphen. */
export function parseSubjectCode(text: string): string | undefined {
  const signs = text.toUpperCase().replaceAll(/[\s-]/gu, '');
  return CODE.test(signs) ? `${signs.slice(0, HALF)}-${signs.slice(HALF)}` : undefined;
}
