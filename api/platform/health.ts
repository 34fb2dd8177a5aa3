import { MINUTE, SECOND } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { json } from '#http/http.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { cachedLoad } from '#runtime/cached-load.ts';
import { listUnreadable, type UnreadableName } from '#usecases/list-unreadable.ts';
import { oldestDue } from '#usecases/oldest-due.ts';

/** The clock ticks every 20 s: what has been due for this long was missed more than once. */
const LATE_AFTER = 60 * SECOND;

/** The route is public, so the store is checked no more often than this. */
const CACHE = { lasts: 5 * SECOND, most: 1 };

/** What cannot be read is found by reading all that is open, and Route 53 asks all the time. */
const UNREADABLE_CACHE = { lasts: 5 * MINUTE, most: 1 };

/** How many of them are named. */
const NAMED = 20;

/**
 * For an outside monitor: whether the store can be read and written, and how long the oldest due
 * item has been due; and what is stored and cannot be read, which is no reason to lead anybody
 * elsewhere: Regions share their tables. For clients that type times: the current time here, and
 * the zone in which times are read.
 */
export function healthRoutes({
  runtime: { ports, config, clock, storeFault = async () => undefined },
  gate,
}: RouteDependencies): Routes<'GET /v1/health'> {
  const look = oldestDue(ports);
  const seen = cachedLoad(() => Promise.all([look(clock()), storeFault()]), { ...CACHE, clock });
  const hidden = cachedLoad(listUnreadable(ports), { ...UNREADABLE_CACHE, clock });
  return {
    'GET /v1/health': gate.withoutKey(async () => {
      const [[waited, reason], unreadable] = await Promise.all([seen.get(''), hidden.get('')]);
      const late = waited > LATE_AFTER ? 'late' : 'ok';
      const status = reason === undefined ? late : 'failing';
      return json(status === 'ok' ? 200 : 503, {
        status,
        oldestDueSeconds: Math.round(waited / SECOND),
        time: isoTime(clock()),
        timeZone: config.timeZone,
        ...(reason !== undefined && { reason }),
        ...(unreadable.length > 0 && { unreadable: unreadable.slice(0, NAMED).map(nameOf) }),
      });
    }),
  };
}

/** Whoever asks has no key, and ids other than those of incidents are what people have chosen. */
function nameOf({ kind, id }: UnreadableName): UnreadableName | Pick<UnreadableName, 'kind'> {
  return kind === 'incidents' ? { kind, id } : { kind };
}
