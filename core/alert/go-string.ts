const ONE: Readonly<Record<string, string>> = {
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
 * Matches escapes: of single bytes, as many as are adjacent since they may form one character; of a
 * code point; or anything else. It also matches a line break, which must be escaped.
 */
const ESCAPE =
  /((?:\\x[\da-fA-F]{2}|\\[0-7]{3})+)|\\u([\da-fA-F]{4})|\\U([\da-fA-F]{8})|\\(.)|\n/gsu;

const BYTE = /\\(?:x(..)|(...))/gu;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The value of a quoted text, or the part of it that is invalid. */
export type GoString =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly wrong: string };

/** Parses a double-quoted text as Go does: Alertmanager quotes names and values this way. */
export function parseGoString(quoted: string): GoString {
  let wrong: string | undefined;
  const text = quoted.replace(ESCAPE, (whole, ...groups) => {
    const [bytes, short, long, one] = groups;
    const meant = bytes === undefined ? character(short ?? long, one) : characters(bytes);
    if (meant === undefined) {
      wrong ??= whole;
    }
    return meant ?? '';
  });
  return wrong === undefined ? { ok: true, text } : { ok: false, wrong };
}

function character(code: string | undefined, one: string | undefined): string | undefined {
  if (code === undefined) {
    return ONE[one ?? ''];
  }
  const point = Number.parseInt(code, 16);
  const isCharacter = point <= 0x10ffff && !(point >= 0xd800 && point < 0xe000);
  return isCharacter ? String.fromCodePoint(point) : undefined;
}

/** Decodes UTF-8 bytes; undefined if they are invalid. */
function characters(escapes: string): string | undefined {
  const bytes = [...escapes.matchAll(BYTE)].map(([, hex, octal = '']) =>
    hex === undefined ? Number.parseInt(octal, 8) : Number.parseInt(hex, 16),
  );
  if (bytes.some((byte) => byte > 0xff)) {
    return undefined;
  }
  try {
    return decoder.decode(Uint8Array.from(bytes));
  } catch {
    return undefined;
  }
}
