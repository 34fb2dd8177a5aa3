import { type Instant, MINUTE } from '../time/instant.ts';
import type { SignedIn, SignIn } from './policy.ts';

/**
 * Somebody who has signed in. It holds what the issuer said, and no role: that is decided anew at
 * each request, so that a changed config counts at once.
 */
export interface Session extends SignedIn {
  /** The SHA-256 of what the browser holds, in hex. */
  readonly id: string;
  /** Whose words these are: the issuer, and who it says this is. */
  readonly issuer: string;
  readonly subject: string;
  /** The issuer's own id of its session, if it told one: signing out there ends it here. */
  readonly issuerSession?: string;
  /** The name to show. */
  readonly name: string;
  readonly createdAt: Instant;
  readonly lastSeenAt: Instant;
}

/** Why a session has ended. */
export type SessionEnd = 'idle' | 'absolute' | 'issuer';

/** Returns when a session ends if it is not used any more. */
export function sessionEndsAt(
  { createdAt, lastSeenAt }: Pick<Session, 'createdAt' | 'lastSeenAt'>,
  { idle, absolute }: Pick<SignIn, 'idle' | 'absolute'>,
): Instant {
  return Math.min(lastSeenAt + idle, createdAt + absolute);
}

/**
 * Returns why a session has ended, by the settings of now; undefined if it has not. Whoever signed
 * in with another issuer than the one that counts now must do so again.
 */
export function sessionEnd(session: Session, signIn: SignIn, now: Instant): SessionEnd | undefined {
  if (signIn.issuer !== undefined && signIn.issuer !== session.issuer) {
    return 'issuer';
  }
  if (now >= session.createdAt + signIn.absolute) {
    return 'absolute';
  }
  return now >= session.lastSeenAt + signIn.idle ? 'idle' : undefined;
}

/** That a session is in use is noted no more often than this: each time costs a write. */
const NOTED_EACH = MINUTE;

/** Whether it must be noted that the session is in use. */
export function mustBeNoted({ lastSeenAt }: Session, now: Instant): boolean {
  return Math.abs(now - lastSeenAt) >= NOTED_EACH;
}
