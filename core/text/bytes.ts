const encoder = new TextEncoder();

/** Characters that JSON escapes: quotes, backslashes, control characters, lone surrogates. */
const ESCAPED = /["\\\p{Cc}\p{Cs}]/u;

/**
 * Returns the length of a text in an item, in bytes of UTF-8: JSON writes a control character as
 * `\u0001`.
 */
export function byteLength(text: string): number {
  return encoder.encode(ESCAPED.test(text) ? JSON.stringify(text) : text).length;
}
