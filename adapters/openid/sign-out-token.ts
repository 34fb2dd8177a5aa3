import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { SECOND } from '#core/time/instant.ts';
import type { SignOutNotice } from '#usecases/ports.ts';

/** The event that makes a token say that somebody has signed out (Back-Channel Logout 1.0, 2.4). */
const EVENT = 'http://schemas.openid.net/event/backchannel-logout';

/**
 * How old such a token may be: an issuer makes it when it sends it. An older one, sent again, would
 * sign somebody out who has signed in since.
 */
const OLDEST = '2 minutes';

interface Settings {
  readonly issuer: string;
  readonly clientId: string;
}

type Keys = ReturnType<typeof createRemoteJWKSet>;

/**
 * Reads what an issuer tells of sessions that are over; undefined if the issuer has not made it.
 */
export function signOutReader({ issuer, clientId }: Settings) {
  const keysAt = new Map<string, Keys>();
  return async (token: string, jwksUri: string | undefined): Promise<SignOutNotice | undefined> => {
    if (jwksUri === undefined) {
      return undefined;
    }
    const keys =
      keysAt.get(jwksUri) ?? createRemoteJWKSet(new URL(jwksUri), { timeoutDuration: 5 * SECOND });
    keysAt.set(jwksUri, keys);
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience: clientId,
        maxTokenAge: OLDEST,
        clockTolerance: '30 seconds',
      });
      return noticeOf(payload);
    } catch (error) {
      if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout)) {
        return undefined;
      }
      throw error;
    }
  };
}

/** An ID token has a nonce, and must never pass for one of these. */
function noticeOf({
  events,
  nonce,
  sub,
  sid,
}: Readonly<Record<string, unknown>>): SignOutNotice | undefined {
  const isEvent = typeof events === 'object' && events !== null && Object.hasOwn(events, EVENT);
  const subject = typeof sub === 'string' ? sub : undefined;
  const issuerSession = typeof sid === 'string' ? sid : undefined;
  if (!isEvent || nonce !== undefined || (subject ?? issuerSession) === undefined) {
    return undefined;
  }
  return {
    ...(subject !== undefined && { subject }),
    ...(issuerSession !== undefined && { issuerSession }),
  };
}
