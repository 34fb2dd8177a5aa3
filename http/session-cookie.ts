import type { Duration } from '#core/time/instant.ts';
import { SECOND } from '#core/time/instant.ts';

/*
 * The cookie of a session. Its prefix `__Host-` makes a browser refuse it from anywhere but this
 * very host, over TLS (draft-ietf-httpbis-rfc6265bis, 4.1.3.2). A platform of one machine that is
 * reached without TLS cannot have that, and has a name of its own.
 */

/** What a session's token is: 32 random bytes in base64url. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

function cookieName(publicUrl: string): string {
  return isSecure(publicUrl) ? '__Host-wardbell' : 'wardbell';
}

function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith('https:');
}

/** Returns the token that the cookies of a request hold; undefined if none is one of ours. */
export function sessionToken(
  cookies: readonly string[] | undefined,
  publicUrl: string,
): string | undefined {
  const beginning = `${cookieName(publicUrl)}=`;
  const ours = cookies?.find((cookie) => cookie.startsWith(beginning));
  const token = ours?.slice(beginning.length) ?? '';
  return TOKEN.test(token) ? token : undefined;
}

/** Returns the cookie that makes a browser keep the token for so long. */
export function sessionCookie(publicUrl: string, token: string, lasts: Duration): string {
  const attributes = [
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    `Max-Age=${Math.floor(lasts / SECOND)}`,
  ];
  const secure = isSecure(publicUrl) ? ['Secure'] : [];
  return [`${cookieName(publicUrl)}=${token}`, ...attributes, ...secure].join('; ');
}

/** Returns the cookie that makes a browser forget the token. */
export function noSessionCookie(publicUrl: string): string {
  return sessionCookie(publicUrl, '', 0);
}
