const encoder = new TextEncoder();

/** What JSON does not write as it is: quotes, backslashes, control characters, half characters. */
const ESCAPED = /["\\\p{Cc}\p{Cs}]/u;

/**
 * The length of a text in an item, in bytes of UTF-8: JSON writes a control character as `\u0001`.
 */
export function byteLength(text: string): number {
  return encoder.encode(ESCAPED.test(text) ? JSON.stringify(text) : text).length;
}
