import { randomBytes } from 'node:crypto';
import type { Identity } from '#core/access/identity.ts';
import type { AccessPolicy } from '#core/access/policy.ts';
import { ROLES } from '#core/access/right.ts';
import type { Session } from '#core/access/session.ts';
import type { Runtime } from '#runtime/runtime.ts';
import type { HttpEvent } from './http.ts';
import { noSessionCookie, sessionCookie, sessionToken } from './session-cookie.ts';
import { sessionId } from './signed-in.ts';

type SessionRuntime = Pick<Runtime, 'ports' | 'config' | 'publicUrl' | 'clock'>;

/** What a browser is sent: the value of `cookies` in an answer. */
interface Opened {
  readonly cookie: string;
  readonly session: Session;
}

/**
 * Opens a session for somebody who has just signed in. It always has a token of its own, and ends
 * the one that the browser held before: nobody goes on in a session that somebody else has begun.
 */
export function openSession({ ports: { sessions }, config, publicUrl, clock }: SessionRuntime) {
  const { access } = config;
  return async (identity: Identity, event?: Pick<HttpEvent, 'cookies'>): Promise<Opened> => {
    if (access === undefined) {
      throw new Error('Nobody can sign in: the config has no "access".');
    }
    const now = clock();
    const token = randomBytes(32).toString('base64url');
    const groups = withinBounds(identity.groups, access);
    const session = { ...identity, groups, id: sessionId(token), createdAt: now, lastSeenAt: now };
    await sessions.putSession(session);
    const before = sessionToken(event?.cookies, publicUrl);
    if (before !== undefined) {
      await sessions.removeSession(sessionId(before));
    }
    return { session, cookie: sessionCookie(publicUrl, token, access.signIn.absolute) };
  };
}

/**
 * Ends the session of the browser that asks, at every instance at once. `cookie` makes the browser
 * forget it; `session` is what it was, if it was there still.
 */
export function closeSession({ ports: { sessions }, publicUrl }: SessionRuntime) {
  return async (
    event: Pick<HttpEvent, 'cookies'>,
  ): Promise<{ readonly cookie: string; readonly session?: Session }> => {
    const cookie = noSessionCookie(publicUrl);
    const token = sessionToken(event.cookies, publicUrl);
    if (token === undefined) {
      return { cookie };
    }
    const id = sessionId(token);
    const session = await sessions.session(id);
    await sessions.removeSession(id);
    return { cookie, ...(session !== undefined && { session }) };
  };
}

/** Whose sessions an issuer says are over: all of somebody, or those of one session of its own. */
export type SignedOut = Pick<Session, 'issuer'> &
  Partial<Pick<Session, 'subject' | 'issuerSession'>>;

/** Ends sessions wherever they are open, and returns them. */
export function closeSessionsOf({ ports: { sessions } }: Pick<Runtime, 'ports'>) {
  return async ({ issuer, subject, issuerSession }: SignedOut): Promise<readonly Session[]> => {
    if (subject === undefined && issuerSession === undefined) {
      return [];
    }
    const over = (await sessions.sessions())
      .filter((one) => one.issuer === issuer)
      .filter((one) => subject === undefined || one.subject === subject)
      .filter((one) => issuerSession === undefined || one.issuerSession === issuerSession);
    for (const { id } of over) {
      await sessions.removeSession(id);
    }
    return over;
  };
}

/** Some directories tell hundreds of groups; each request reads those that are kept. */
const MOST_GROUPS = 200;

/** Those that the config names come first: a role never hangs on one that was left out. */
function withinBounds(groups: readonly string[], { roles }: AccessPolicy): readonly string[] {
  const named = new Set(ROLES.flatMap((role) => roles[role].groups));
  const sorted = new Set([...groups.filter((one) => named.has(one)), ...groups]);
  return [...sorted].slice(0, MOST_GROUPS);
}
