/** The separator before it is escaped in the source of a mail: `&amp;`, `&#38;`. */
const TOKEN_IN_LINK = /[?&;]Token=([\w:.-]+)/u;
const TOKEN = /^[\w:.-]{20,}$/u;

/**
 * Proofpoint writes a hyphen for the percent sign, and underscores for slashes, which no token
 * contains.
 */
const PROOFPOINT = /urldefense\.proofpoint\.com\/v2\//u;

/**
 * Extracts the token that confirms a mailbox from what was copied from its mail: the link, as it
 * came or as mail filters rewrote it, or the token alone.
 */
export function confirmationToken(copied: string): string | undefined {
  const text = copied.trim().replace(/^<(.*)>$/su, '$1');
  return TOKEN.test(text) ? text : tokenInLink(text);
}

/** Filters embed the encoded link in one of their own, sometimes twice and one after another. */
function tokenInLink(text: string): string | undefined {
  const [, token] = TOKEN_IN_LINK.exec(text) ?? [];
  if (token !== undefined) {
    return token;
  }
  const inner = unwrapped(text);
  return inner === text ? undefined : tokenInLink(inner);
}

function unwrapped(text: string): string {
  const encoded = PROOFPOINT.test(text) ? text.replaceAll(/-(?=[\dA-F]{2})/gu, '%') : text;
  return encoded.replaceAll(/%[0-7][\dA-F]/giu, decodeURIComponent);
}
