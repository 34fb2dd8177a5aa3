import type { AccessPolicy } from '#core/access/policy.ts';
import { sessionEnd } from '#core/access/session.ts';
import type { Instant } from '#core/time/instant.ts';
import { allInParallel } from './in-parallel.ts';
import type { Ports } from './ports.ts';

/** Removals that are under way at once. */
const AT_ONCE = 10;

/**
 * Removes sessions that have ended, at most so many, and tells how many: nobody is let in by them,
 * so they are only in the way. Where nobody can sign in any more, all have.
 */
export function sweepSessions(
  { sessions }: Pick<Ports, 'sessions'>,
  access: AccessPolicy | undefined,
) {
  return async (now: Instant, limit: number): Promise<number> => {
    const over = (await sessions.sessions()).filter(
      (one) => access === undefined || sessionEnd(one, access.signIn, now) !== undefined,
    );
    const removed = over.slice(0, limit);
    await allInParallel(removed, AT_ONCE, ({ id }) => sessions.removeSession(id));
    return removed.length;
  };
}
