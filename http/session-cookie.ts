import type { Duration } from '#core/time/instant.ts';
import { ownCookie, ownCookieName } from './own-cookie.ts';

/** What a session's token is: 32 random bytes in base64url. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

function cookieName(publicUrl: string): string {
  return ownCookieName(publicUrl, 'wardbell');
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
  return ownCookie(publicUrl, { name: cookieName(publicUrl), value: token, lasts });
}

/** Returns the cookie that makes a browser forget the token. */
export function noSessionCookie(publicUrl: string): string {
  return sessionCookie(publicUrl, '', 0);
}
