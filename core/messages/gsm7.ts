import { oneLine } from '../text/one-line.ts';
/**
 * The capacity of one SMS part in septets (3GPP TS 23.038, 160 characters of 7 bits in 140 octets).
 */
export const SMS_SEPTETS = 160;

/** The basic alphabet of 3GPP TS 23.038, 6.2.1, without line breaks: one septet each. */
const BASIC =
  ' !"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz' +
  '£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà';

/**
 * The extension table, 6.2.1.1, with a similar character of the basic alphabet for each: an escape
 * and a character, two septets.
 */
const EXTENDED: Readonly<Record<string, string>> = {
  '^': "'",
  '{': '(',
  '}': ')',
  '\\': '/',
  '[': '(',
  '~': '-',
  ']': ')',
  '|': '/',
  '€': 'E',
};

/**
 * Replacements for characters that neither alphabet has and that do not decompose into ones that it
 * has.
 */
const SUBSTITUTES: Readonly<Record<string, string>> = {
  '≥': '>=',
  '≤': '<=',
  '≠': '!=',
  '≈': '=',
  '±': '+-',
  '×': 'x',
  '÷': '/',
  '°': 'deg',
  µ: 'u',
  '→': '->',
  '←': '<-',
  '⁄': '/',
  '•': '-',
  '·': '-',
  '`': "'",
  '´': "'",
  '‘': "'",
  '’': "'",
  '‚': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '−': '-',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ı: 'i',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  æ: 'ae',
  Æ: 'AE',
  ß: 'ss',
};

const basic = new Set(BASIC);
const gsm7 = new Set([...BASIC, ...Object.keys(EXTENDED)]);
const ascii = new Set(Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)));

/**
 * Converts a text to characters that an SMS part carries at 7 bits: a single other character would
 * halve the room.
 */
export function toGsm7(text: string): string {
  return reduce(text, gsm7);
}

/** Converts a text to printable ASCII, as the subject of an SNS e-mail must be. */
export function toAscii(text: string): string {
  return reduce(text, ascii);
}

/** Replaces two-septet characters of a GSM-7 text, so that its length is its number of septets. */
export function narrow(text: string): string {
  return text.replace(/[\^{}\\[~\]|€]/g, (char) => EXTENDED[char] ?? char);
}

/** Returns the length of a GSM-7 text in septets. */
export function septets(text: string): number {
  let count = 0;
  for (const char of text) {
    count += basic.has(char) ? 1 : 2;
  }
  return count;
}

function reduce(text: string, allowed: ReadonlySet<string>): string {
  const reduced = Array.from(oneLine(text.normalize('NFC')), (char) => letter(char, allowed));
  return reduced.join('').replace(/ +/g, ' ').trim();
}

function letter(char: string, allowed: ReadonlySet<string>): string {
  if (allowed.has(char)) {
    return char;
  }
  const substitute = SUBSTITUTES[char];
  if (substitute !== undefined) {
    return substitute;
  }
  const parts = Array.from(char.normalize('NFKD'));
  if (parts.every((part) => /\p{M}/u.test(part))) {
    return '';
  }
  const base = parts.filter((part) => !/\p{M}/u.test(part));
  return base.map((part) => (allowed.has(part) ? part : (SUBSTITUTES[part] ?? '?'))).join('');
}
