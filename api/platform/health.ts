import { SECOND } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { json } from '#http/http.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { cachedLoad } from '#runtime/cached-load.ts';
import { oldestDue } from '#usecases/oldest-due.ts';

/** The clock ticks every 10 s: what has been due for this long was missed more than once. */
const LATE_AFTER = 60 * SECOND;

/** The route is public, so the store is checked no more often than this. */
const CACHE = { lasts: 5 * SECOND, most: 1 };

/**
 * For an outside monitor: whether the store can be read and written, and how long the oldest due
 * item has been due. For clients that type times: the current time here, and the zone in which
 * times are read.
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
