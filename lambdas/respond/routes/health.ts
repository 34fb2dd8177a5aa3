import { SECOND } from '#core/time/instant.ts';
import { json } from '#lambdas/support/http.ts';
import { remember } from '#lambdas/support/remember.ts';
import type { RouteParts, Routes } from '#lambdas/support/routes.ts';
import { oldestDue } from '#usecases/oldest-due.ts';

/** The clock comes every 10 s: what has waited for so long was missed more than once. */
const LATE_AFTER = 60 * SECOND;

/** Anybody may ask, so that the store is asked no more often than this. */
const CACHE = { lasts: 5 * SECOND, most: 1 };

/** For a monitor outside: whether the store answers, and how long the oldest due item has waited to be looked at. */
export function healthRoutes({
  runtime: { ports, clock },
  gate,
}: RouteParts): Routes<'GET /v1/health'> {
  const look = oldestDue(ports);
  const longest = remember(() => look(clock()), { ...CACHE, clock });
  return {
    'GET /v1/health': gate.withoutKey(async () => {
      const waited = await longest.get('');
      const late = waited > LATE_AFTER;
      return json(late ? 503 : 200, {
        status: late ? 'late' : 'ok',
        oldestDueSeconds: Math.round(waited / SECOND),
      });
    }),
  };
}
