import { type GoString, parseGoString } from './go-string.ts';
import { isPattern, type Matcher } from './matcher.ts';
import { regexpError } from './pattern.ts';

/** A parsed matcher, or what is wrong with the text. */
type ParsedMatcher =
  | { readonly ok: true; readonly matcher: Matcher }
  | { readonly ok: false; readonly reason: string };

/** Alertmanager's classic syntax: a plain name, and a value that need not be quoted. */
const CLASSIC = /^\s*([A-Za-z_:][A-Za-z0-9_:]*)\s*(=~|!~|!=|=)\s*(.*?)\s*$/su;

/** The value of the classic syntax: quoted, or bare without an unescaped quote. */
const CLASSIC_VALUE = /^(?:"((?:[^"\\]|\\.)*)"|((?:[^"\\]|\\.)*\\?))$/su;

/**
 * The UTF-8 syntax: names and values of any characters in quotes, or bare without reserved ones.
 */
const TEXT = String.raw`(?:"((?:[^"\\]|\\.)*)"|([^\s{}!=~,\\"'${'`'}]+))`;
const UTF8 = new RegExp(String.raw`^\s*${TEXT}\s*(=~|!~|!=|=)\s*${TEXT}\s*,?\s*$`, 'su');

/** A matcher whose pattern nobody has looked at yet, or what is wrong with its text. */
type Read = Matcher | { readonly fault: string };

const FORM = 'it is not of the form label="value" (or !=, =~, !~)';
const MALFORMED: Read = { fault: FORM };

const OPEN: Read = { fault: `${FORM}: a quote has no other that closes it` };

/** Whether a quote has no other, e.g. `ward=~"icu-`. */
function isOpen(text: string): boolean {
  return (text.replace(/\\./gsu, '').match(/"/gu)?.length ?? 0) % 2 === 1;
}

/**
 * Reads a matcher as Prometheus and Alertmanager write it: `unit="%"`, `ward=~"icu.*"`, bare
 * `ward=icu`, and with a quoted name `"room.name"!="süd"`. Like Alertmanager 0.27 and later it
 * takes the classic form where a text can be read as both, because escapes differ: `\d` stays as it
 * is.
 */
export function parseMatcher(text: string): ParsedMatcher {
  const read = readClassic(text) ?? readUtf8(text) ?? (isOpen(text) ? OPEN : MALFORMED);
  if ('fault' in read) {
    return { ok: false, reason: read.fault };
  }
  const fault = patternError(read);
  return fault === undefined ? { ok: true, matcher: read } : { ok: false, reason: fault };
}

/**
 * What is seldom meant in the text of a matcher: single or typographic quotes around a value belong
 * to it, so that it matches nothing. Alertmanager takes them so; whoever writes a matcher by hand
 * is better told.
 */
export function findSuspiciousQuotes(
  text: string,
  { name, op, value }: Matcher,
): string | undefined {
  if (/"[\s,]*$/u.test(text)) {
    return undefined;
  }
  const [, inner] = /^['“”„‟«»‘’‚](.*)['“”„‟«»‘’]$/su.exec(value) ?? [];
  if (inner === undefined) {
    return undefined;
  }
  return `its quotes are not " and belong to the value: write ${name}${op}"${inner}"`;
}

/** What is wrong with a matcher's regular expression, if it has one and it is malformed. */
export function patternError(matcher: Matcher): string | undefined {
  if (!isPattern(matcher)) {
    return undefined;
  }
  const why = regexpError(matcher.value);
  return why === undefined ? undefined : `its regular expression is malformed: ${why}`;
}

function readClassic(text: string): Read | undefined {
  const [, name, op = '', raw = ''] = CLASSIC.exec(text) ?? [];
  // A brace at the end is of a list of matchers, unless it stands in quotes.
  if (name === undefined || raw.endsWith('}')) {
    return undefined;
  }
  const [written, quoted, bare = ''] = CLASSIC_VALUE.exec(raw) ?? [];
  if (written === undefined) {
    return undefined;
  }
  const value = (quoted ?? bare).replace(/\\([\\"n])/gu, (_, c) => (c === 'n' ? '\n' : c));
  return { name, op: op as Matcher['op'], value };
}

function readUtf8(text: string): Read | undefined {
  const match = UTF8.exec(text);
  if (match === null) {
    return undefined;
  }
  const [, quotedName, bareName = '', op = '', quotedValue, bareValue = ''] = match;
  const name = meant(quotedName, bareName);
  const value = meant(quotedValue, bareValue);
  if (!name.ok) {
    return { fault: escapeFault(name.wrong) };
  }
  if (!value.ok) {
    return { fault: escapeFault(value.wrong) };
  }
  return name.text === ''
    ? undefined
    : { name: name.text, op: op as Matcher['op'], value: value.text };
}

function meant(quoted: string | undefined, bare: string): GoString {
  return quoted === undefined ? { ok: true, text: bare } : parseGoString(quoted);
}

function escapeFault(wrong: string): string {
  if (wrong === '\n') {
    return String.raw`a line break within quotes is written \n`;
  }
  const doubled = wrong.replaceAll('\\', String.raw`\\`);
  return `${wrong} means nothing within quotes; a backslash is written twice: ${doubled}`;
}
