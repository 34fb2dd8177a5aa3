const TOKEN_IN_LINK = /[?&]Token=([\w:.-]+)/u;
const TOKEN = /^[\w:.-]{20,}$/u;

/** The token that confirms a mailbox, out of what was copied from its mail: the link, as it came or as a mail filter rewrote it, or the token alone. */
export function confirmationToken(copied: string): string | undefined {
  const text = copied.trim().replace(/^<(.*)>$/su, '$1');
  const [, token] = TOKEN_IN_LINK.exec(text) ?? TOKEN_IN_LINK.exec(decoded(text)) ?? [];
  return token ?? (TOKEN.test(text) ? text : undefined);
}

/** Mail filters put the link, percent-encoded, into one of their own. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
