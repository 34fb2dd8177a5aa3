import { createHash } from 'node:crypto';
import { personOf, roleOf, type SignIn } from '#core/access/policy.ts';
import { rightsOfRole } from '#core/access/right.ts';
import { mustBeNoted, type Session, type SessionEnd, sessionEnd } from '#core/access/session.ts';
import { teamPeople } from '#core/team/team-people.ts';
import { formatDuration } from '#core/time/duration.ts';
import { orLogged } from '#runtime/or-logged.ts';
import type { Runtime } from '#runtime/runtime.ts';
import type { PersonCaller } from './caller.ts';
import type { HttpEvent } from './http.ts';
import { type Problem, problem } from './problem.ts';
import { comesFromElsewhere } from './same-origin.ts';
import { sessionToken } from './session-cookie.ts';

/** Recognizes people by the cookie of their session. */
export interface SignedInPeople {
  /** What the cookie of a request holds; undefined: it brings none. */
  tokenOf(event: HttpEvent): string | undefined;
  /** Whether this instance has lately seen the session, so that it is no guess. */
  isKnown(token: string): boolean;
  /**
   * Returns who that is now, or why nobody is signed in by it any more. A request by which
   * something changes is refused unless it comes from a page of the platform's own.
   */
  callerOf(event: HttpEvent, token: string): Promise<PersonCaller | Problem>;
}

/** How many sessions an instance remembers as no guesses; it still reads each anew. */
const MOST_KNOWN = 10_000;

/**
 * Creates what recognizes people. Nothing of a session is cached: it is read, strongly consistent,
 * at each request, and so signing out ends it at every instance at once.
 */
export function signedInPeople({
  ports: { sessions },
  config,
  publicUrl,
  clock,
  log,
}: Pick<Runtime, 'ports' | 'config' | 'publicUrl' | 'clock' | 'log'>): SignedInPeople {
  const { access } = config;
  const people = teamPeople(config);
  const known = new Set<string>();
  const note = orLogged(log, 'the use of a session could not be noted', sessions.touchSession);
  return {
    tokenOf: ({ cookies }) => sessionToken(cookies, publicUrl),
    isKnown: (token) => known.has(sessionId(token)),
    async callerOf(event, token) {
      const elsewhere = comesFromElsewhere(event, publicUrl);
      if (elsewhere !== undefined) {
        return elsewhere;
      }
      const id = sessionId(token);
      const session = await sessions.session(id);
      const now = clock();
      if (access === undefined || session === undefined) {
        known.delete(id);
        return notSignedIn(publicUrl, 'nobody');
      }
      const end = sessionEnd(session, access.signIn, now);
      if (end !== undefined) {
        known.delete(id);
        return notSignedIn(publicUrl, end, access.signIn);
      }
      remember(known, id);
      if (mustBeNoted(session, now)) {
        await note({ ...session, lastSeenAt: now });
      }
      return callerWith(session);
    },
  };

  function callerWith(session: Session): PersonCaller {
    const found = personOf(people, session.account);
    const decision = access ? roleOf(access, session, found?.id) : { kind: 'none' as const };
    return {
      kind: 'person',
      ...(found !== undefined && { person: found.id }),
      name: found?.name ?? session.name,
      ...(decision.kind === 'role' && { role: decision.role }),
      ...(decision.kind === 'needs_mfa' && { roleWithMfa: decision.role }),
      rights: decision.kind === 'role' ? rightsOfRole(decision.role) : [],
      session,
    };
  }
}

/** Returns the id of the session whose cookie holds the token: what is stored opens nothing. */
export function sessionId(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function remember(known: Set<string>, id: string): void {
  known.delete(id);
  known.add(id);
  const [oldest] = known;
  if (known.size > MOST_KNOWN && oldest !== undefined) {
    known.delete(oldest);
  }
}

const WHY: Readonly<Record<SessionEnd | 'nobody', (signIn: SignIn | undefined) => string>> = {
  nobody: () => 'You are not signed in, or have signed out',
  idle: (signIn) =>
    `You are not signed in any more: nothing was asked for ${formatDuration(signIn?.idle ?? 0)}`,
  absolute: (signIn) =>
    `You are not signed in any more: that holds for ${formatDuration(signIn?.absolute ?? 0)}`,
  issuer: () => 'You are not signed in any more: people sign in elsewhere now',
};

function notSignedIn(publicUrl: string, why: SessionEnd | 'nobody', signIn?: SignIn): Problem {
  const detail = `${WHY[why](signIn)}. Sign in again at ${publicUrl}/console/sign-in.`;
  return problem('unauthenticated', detail, {
    headers: { 'www-authenticate': 'Bearer realm="wardbell"' },
  });
}
