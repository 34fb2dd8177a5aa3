import { MATCH_OPERATORS, type Matcher } from './matcher.ts';
import { whyMalformed } from './pattern.ts';

/** A matcher read from text, or what is wrong with the text. */
export type ParsedMatcher =
  | { readonly ok: true; readonly matcher: Matcher }
  | { readonly ok: false; readonly reason: string };

/** Alertmanager's form of old: a plain name, and a value that need not be quoted. */
const CLASSIC = /^\s*([A-Za-z_:][A-Za-z0-9_:]*)\s*(=~|!~|!=|=)\s*(.*?)\s*$/su;

/** Of a classic value: within quotes, or bare without an unescaped quote. */
const CLASSIC_VALUE = /^(?:"((?:[^"\\]|\\.)*)"|((?:[^"\\]|\\.)*\\?))$/su;

/**
 * Its form of today: names and values of any characters in quotes, or bare without reserved ones.
 */
const TEXT = String.raw`(?:"((?:[^"\\]|\\.)*)"|([^\s{}!=~,\\"'${'`'}]+))`;
const UTF8 = new RegExp(String.raw`^\s*${TEXT}\s*(=~|!~|!=|=)\s*${TEXT}\s*$`, 'su');

/** A matcher whose pattern nobody has looked at yet. */
type Read = { readonly name: string; readonly op: string; readonly value: string };

/**
 * Reads a matcher as Prometheus and Alertmanager write it: `unit="%"`, `ward=~"icu.*"`, bare
 * `ward=icu`, and with a quoted name `"room.name"!="süd"`. Like Alertmanager 0.27 and later it
 * takes the classic form where a text can be read as both, because escapes differ: `\d` stays as it
 * is.
 */
export function parseMatcher(text: string): ParsedMatcher {
  const read = readClassic(text) ?? readUtf8(text);
  const op = MATCH_OPERATORS.find((known) => known === read?.op);
  if (read === undefined || op === undefined)
    return { ok: false, reason: `it is not of the form label="value" (or !=, =~, !~)` };
  const matcher = { name: read.name, op, value: read.value };
  const fault = patternFault(matcher);
  return fault === undefined ? { ok: true, matcher } : { ok: false, reason: fault };
}

/** What is wrong with a matcher's regular expression, if it has one and it is malformed. */
export function patternFault({ op, value }: Matcher): string | undefined {
  if (op !== '=~' && op !== '!~') return undefined;
  const why = whyMalformed(value);
  return why === undefined ? undefined : `its regular expression is malformed: ${why}`;
}

function readClassic(text: string): Read | undefined {
  const [, name, op = '', raw = ''] = CLASSIC.exec(text) ?? [];
  // A brace at the end is of a list of matchers, unless it stands in quotes.
  if (name === undefined || raw.endsWith('}')) return undefined;
  const [written, quoted, bare = ''] = CLASSIC_VALUE.exec(raw) ?? [];
  if (written === undefined) return undefined;
  const value = (quoted ?? bare).replace(/\\([\\"n])/gu, (_, c) => (c === 'n' ? '\n' : c));
  return { name, op, value };
}

function readUtf8(text: string): Read | undefined {
  const match = UTF8.exec(text);
  if (match === null) return undefined;
  const [, quotedName, bareName = '', op = '', quotedValue, bareValue = ''] = match;
  const name = quotedName === undefined ? bareName : unquoted(quotedName);
  const value = quotedValue === undefined ? bareValue : unquoted(quotedValue);
  return name === '' ? undefined : { name, op, value };
}

const ESCAPED: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
};

/**
 * What stands in quotes, with the escapes of Go. Others stay, since they belong to an expression.
 */
function unquoted(text: string): string {
  return text.replace(/\\(?:u([\da-f]{4})|U([\da-f]{8})|(.))/gisu, (whole, short, long, one) => {
    const code = short ?? long;
    if (code === undefined) return ESCAPED[one] ?? whole;
    const point = Number.parseInt(code, 16);
    return point <= 0x10ffff && !(point >= 0xd800 && point < 0xe000)
      ? String.fromCodePoint(point)
      : whole;
  });
}
