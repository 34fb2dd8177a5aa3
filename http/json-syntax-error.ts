/** The place where a text stops being JSON, and what is there instead of what is allowed. */
interface Break {
  readonly at: number;
  readonly why: string;
}

/**
 * Says where and why a text is not JSON, e.g. "line 2, column 14: JSON has no NaN". It quotes no
 * word of the text, as V8's own message does: what cannot be read may be about a patient.
 * @param text one that `JSON.parse` refuses
 */
export function jsonSyntaxError(text: string): string {
  if (text.trim() === '') {
    return 'it is empty';
  }
  const { at, why } = breakOf(text);
  const before = text.slice(0, at).split('\n');
  const column = (before.at(-1) ?? '').length + 1;
  return `line ${before.length}, column ${column}: ${why}`;
}

/** What may come next: a value, the name of a member, or what follows a value. */
type Expected = 'value' | 'first' | 'name' | 'next';

const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const BLANKS = /[ \t\n\r]*/y;

/** Reads values without recursion: the text may be nested so deep that a stack overflows. */
function breakOf(text: string): Break {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let at = endOf(BLANKS, text, 0);
  while (at < text.length) {
    const read = step(text, at, expected, open);
    if (typeof read !== 'object' || 'why' in read) {
      return read;
    }
    expected = read.expected;
    at = endOf(BLANKS, text, read.to);
  }
  return { at, why: CUT_OFF };
}

const CUT_OFF = 'it ends too soon; was it cut off?';

interface Step {
  readonly to: number;
  readonly expected: Expected;
}

/** Reads one scalar, or one punctuation mark; `open` holds the unclosed brackets. */
function step(text: string, at: number, expected: Expected, open: ('{' | '[')[]): Step | Break {
  const sign = text[at] ?? '';
  const within = open.at(-1);
  if (expected === 'next') {
    return afterValue(text, at, open);
  }
  if (sign === closing(within) && expected === 'first') {
    return closed(at, open);
  }
  const isName = within === '{' && expected !== 'value';
  if (sign === '"') {
    return afterText(text, at, isName);
  }
  if (isName) {
    return { at, why: nameFault(sign) };
  }
  if (sign === '{' || sign === '[') {
    open.push(sign);
    return { to: at + 1, expected: 'first' };
  }
  const end = endOf(SCALAR, text, at);
  const goesOn = /[\w.+-]/.test(text[end] ?? '');
  return end > at && !goesOn ? { to: end, expected: 'next' } : { at, why: valueFault(text, at) };
}

function afterValue(text: string, at: number, open: ('{' | '[')[]): Step | Break {
  const sign = text[at] ?? '';
  const within = open.at(-1);
  if (within === undefined) {
    return { at, why: 'the JSON has ended, and more follows' };
  }
  if (sign === closing(within)) {
    return closed(at, open);
  }
  if (sign === ',') {
    return { to: at + 1, expected: within === '{' ? 'name' : 'value' };
  }
  return { at, why: `a comma or ${closing(within)} must stand here` };
}

function closed(at: number, open: ('{' | '[')[]): Step {
  open.pop();
  return { to: at + 1, expected: 'next' };
}

/** Reads a string, and after the name of a member its colon. */
function afterText(text: string, at: number, isName: boolean): Step | Break {
  for (let to = at + 1; to < text.length; to += 1) {
    const sign = text[to] ?? '';
    if (sign < ' ') {
      return { at: to, why: 'a line break or control character must be escaped, as \\n' };
    }
    if (sign === '\\') {
      const length = lengthOfEscape(text, to);
      if (length === undefined) {
        return { at: to, why: 'JSON has no such escape' };
      }
      to += length - 1;
    } else if (sign === '"') {
      return isName ? afterName(text, to + 1) : { to: to + 1, expected: 'next' };
    }
  }
  return { at, why: 'a text begins here and does not end' };
}

function afterName(text: string, end: number): Step | Break {
  const at = endOf(BLANKS, text, end);
  if (text[at] === ':') {
    return { to: at + 1, expected: 'value' };
  }
  return { at, why: at < text.length ? 'a colon must stand behind a name' : CUT_OFF };
}

const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

function lengthOfEscape(text: string, at: number): number | undefined {
  const end = endOf(ESCAPE, text, at);
  return end === at ? undefined : end - at;
}

function nameFault(sign: string): string {
  if (sign === '}') {
    return 'no comma may stand before it';
  }
  return sign === "'" ? 'JSON has double quotes only' : 'a name in double quotes must stand here';
}

/** Literals that programs write in place of JSON's, above all Python. */
const LITERALS: readonly (readonly [RegExp, string])[] = [
  [/nan\b/iy, 'JSON has no NaN: leave out what has no value'],
  [/[+-]?inf(?:inity)?\b/iy, 'JSON has no Infinity'],
  [/(?:none|nil|undefined)\b/iy, 'JSON has null only'],
  [/(?:true|false|null)\b/iy, 'JSON writes true, false and null in small letters'],
  [/'/y, 'JSON has double quotes only'],
  [/[+.]?\d|-/y, 'it is no number as JSON writes them'],
  [/\/[/*]/y, 'JSON has no comments'],
];

function valueFault(text: string, at: number): string {
  const isClosing = text[at] === ']' || text[at] === '}';
  if (isClosing && text.slice(0, at).trimEnd().endsWith(',')) {
    return 'no comma may stand before it';
  }
  const known = LITERALS.find(([literal]) => endOf(literal, text, at) > at);
  return known?.[1] ?? 'a value must stand here';
}

const closing = (opened: '{' | '[' | undefined) => (opened === '{' ? '}' : ']');

/** Returns the end of the match of the sticky expression; the start if it matches nothing. */
function endOf(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : at;
}
