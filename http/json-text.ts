import { utf8 } from './read-body.ts';

/** The JSON text of a body, and how many lone surrogates in it were replaced. */
export interface JsonText {
  readonly text: string;
  readonly replaced: number;
}

/**
 * Matches any JSON escape, so that `\\ud83d`, an escaped backslash before letters, is not taken for
 * one.
 */
const ESCAPES = /\\(?:u(d[89ab][0-9a-f]{2})(\\ud[c-f][0-9a-f]{2})?|u(d[c-f][0-9a-f]{2})|.)/gisu;

/**
 * Replaces a lone surrogate, as in a text cut in the middle of an emoji, by U+FFFD; so does
 * Alertmanager (Go's encoding/json). The same rule holds for subjects, metrics, labels and texts.
 * Lone surrogates cannot be stored or sent as UTF-8, and a breach must not be lost because of one.
 */
export function wellFormedJson(text: string): JsonText {
  if (!/\\ud/i.test(text)) {
    return { text, replaced: 0 };
  }
  let replaced = 0;
  const mended = text.replace(ESCAPES, (written, high, low, loneLow) => {
    const isLone = (high !== undefined && low === undefined) || loneLow !== undefined;
    if (!isLone) {
      return written;
    }
    replaced += 1;
    return '\\ufffd';
  });
  return { text: mended, replaced };
}

/**
 * Returns a JSON body without lone surrogates, and a warning for its sender if there were some.
 * Invalid UTF-8 stays as it is, for its reader to refuse.
 */
export function wellFormedBody(bytes: Buffer): {
  readonly bytes: Buffer;
  readonly warning?: string;
} {
  const sent = bytes.includes('\\u') ? utf8(bytes) : undefined;
  const { text, replaced } = wellFormedJson(sent ?? '');
  return replaced === 0 ? { bytes } : { bytes: Buffer.from(text), warning: warning(replaced) };
}

function warning(replaced: number): string {
  const what =
    replaced === 1
      ? '1 half of a surrogate pair was'
      : `${replaced} halves of surrogate pairs were`;
  return `${what} read as U+FFFD: no character has such a code`;
}
