import { anchored, MATCH_OPERATORS, type Matcher } from './matcher.ts';

/** A matcher read from text, or what is wrong with the text. */
export type ParsedMatcher =
  | { readonly ok: true; readonly matcher: Matcher }
  | { readonly ok: false; readonly reason: string };

const SHAPE =
  /^\s*([A-Za-z_][\w.:/-]*)\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\.)*)"|([^\s"',{}]*))\s*$/su;

/**
 * Reads a matcher as Prometheus writes it: `unit="%"`, `ward=~"icu.*"`. Quotes may be left out around a value without blanks, quotes,
 * commas and braces; within them a quote is written `\\"`.
 */
export function parseMatcher(text: string): ParsedMatcher {
  const match = SHAPE.exec(text);
  const name = match?.[1];
  const op = MATCH_OPERATORS.find((known) => known === match?.[2]);
  if (name === undefined || op === undefined)
    return { ok: false, reason: `it is not of the form label="value" (or !=, =~, !~)` };
  const value = match?.[3]?.replace(/\\([\\"n])/gu, unescaped) ?? match?.[4] ?? '';
  if (op === '=~' || op === '!~') {
    try {
      anchored(value);
    } catch (error) {
      return { ok: false, reason: `its regular expression is malformed: ${whyMalformed(error)}` };
    }
  }
  return { ok: true, matcher: { name, op, value } };
}

/** Any other backslash stays: it belongs to the regular expression, as in `\d`. */
function unescaped(_: string, character: string): string {
  return character === 'n' ? '\n' : character;
}

/** What is wrong with a regular expression. V8 writes "Invalid regular expression: /…/su: Unterminated group": only the end of it is news. */
export function whyMalformed(error: unknown): string {
  return String(error).split(': ').at(-1) ?? 'unknown reason';
}
