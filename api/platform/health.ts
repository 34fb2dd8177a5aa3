import { SECOND } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { json } from '#http/http.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { cachedLoad } from '#runtime/cached-load.ts';
import { oldestDue } from '#usecases/oldest-due.ts';

/** The clock comes every 10 s: what has waited for so long was missed more than once. */
const LATE_AFTER = 60 * SECOND;

/** Anybody may ask, so that the store is asked no more often than this. */
const CACHE = { lasts: 5 * SECOND, most: 1 };

/**
 * For a monitor outside: whether the store answers and takes something, and how long the oldest due
 * item has waited to be looked at. For whoever types times: what time it is here, and in which zone
 * they are read.
 */
export function healthRoutes({
  runtime: { ports, config, clock, storeFault = async () => undefined },
  gate,
}: RouteDependencies): Routes<'GET /v1/health'> {
  const look = oldestDue(ports);
  const seen = cachedLoad(() => Promise.all([look(clock()), storeFault()]), { ...CACHE, clock });
  return {
    'GET /v1/health': gate.withoutKey(async () => {
      const [waited, reason] = await seen.get('');
      const late = waited > LATE_AFTER ? 'late' : 'ok';
      const status = reason === undefined ? late : 'failing';
      return json(status === 'ok' ? 200 : 503, {
        status,
        oldestDueSeconds: Math.round(waited / SECOND),
        time: isoTime(clock()),
        timeZone: config.timeZone,
        ...(reason !== undefined && { reason }),
      });
    }),
  };
}
