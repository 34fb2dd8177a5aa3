import { isoTime } from '#core/time/wall-clock.ts';
import { json } from '#http/http.ts';
import type { RouteParts, Routes } from '#http/routes.ts';
import { auditSent } from '#usecases/audit-sent.ts';
import { listUnread } from '#usecases/list-unread.ts';
import { unreadView } from './unread-view.ts';

/** Where what is sent and what the rules read do not meet: a misspelt metric, another unit. */
export function unreadRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteParts): Routes<'GET /v1/unread'> {
  const unread = listUnread(ports, config);
  const unsent = auditSent(ports, config);
  return {
    'GET /v1/unread': gate.withKey('read', async () => {
      const now = clock();
      const [{ series, more }, missing] = await Promise.all([unread(now), unsent(now)]);
      return json(200, {
        unread: series.map(unreadView),
        more,
        unsent: missing.map(({ metric, rules, since, heardAt }) => ({
          metric,
          rules,
          since: isoTime(since),
          ...(heardAt !== undefined && { heardAt: isoTime(heardAt) }),
        })),
      });
    }),
  };
}
