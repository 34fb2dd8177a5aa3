import { type Duration, SECOND } from '#core/time/instant.ts';

/*
 * The cookies of the platform. The prefix `__Host-` makes a browser refuse one from anywhere but
 * this very host, over TLS (draft-ietf-httpbis-rfc6265bis, 4.1.3.2). A platform of one machine that
 * is reached without TLS cannot have that, and its cookies have names without it.
 */

/** Whether people reach the platform over TLS. */
export function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith('https:');
}

/** Returns the whole name of a cookie, or the beginning of it. */
export function ownCookieName(publicUrl: string, name: string): string {
  return isSecure(publicUrl) ? `__Host-${name}` : name;
}

interface OwnCookie {
  /** With its prefix: see `ownCookieName`. */
  readonly name: string;
  readonly value: string;
  /** A cookie that lasts for 0 is forgotten. */
  readonly lasts: Duration;
}

/** Returns the cookie as an answer sets it: no script reads it, no other site's form sends it. */
export function ownCookie(publicUrl: string, { name, value, lasts }: OwnCookie): string {
  const attributes = [
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    `Max-Age=${Math.floor(lasts / SECOND)}`,
  ];
  const secure = isSecure(publicUrl) ? ['Secure'] : [];
  return [`${name}=${value}`, ...attributes, ...secure].join('; ');
}
