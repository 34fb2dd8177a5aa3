import type { MissingMetric } from '#core/evaluation/metrics-last-seen.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { json } from '#http/http.ts';
import { pageOf, readPage } from '#http/paging.ts';
import { problem } from '#http/problem.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { auditMissingMetrics } from '#usecases/audit-missing-metrics.ts';
import { type ListedUnread, listUnread } from '#usecases/list-unread.ts';
import type { UnreadView, UnsentView } from './subjects.contract.ts';
import { UNREAD_PAGES } from './subjects.requests.ts';
import { unreadView } from './unread-view.ts';

type Mismatch = { readonly unread: ListedUnread } | { readonly unsent: MissingMetric };

/**
 * The route that lists where what is sent and what the rules read do not meet: a misspelt metric,
 * another unit.
 */
export function unreadRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<'GET /v1/unread'> {
  const unread = listUnread(ports, config);
  const unsent = auditMissingMetrics(ports, config);
  return {
    'GET /v1/unread': gate.withRight('read', async ({ queryStringParameters: query = {} }) => {
      const page = readPage(UNREAD_PAGES, query);
      if (typeof page === 'string') {
        return problem('invalid', page);
      }
      const now = clock();
      const [{ series, more }, missing] = await Promise.all([unread(now), unsent(now)]);
      const { metric } = query;
      const isWanted = (one: { readonly metric: string }) =>
        metric === undefined || one.metric === metric;
      const all: readonly Mismatch[] = [
        ...series.filter(isWanted).map((one) => ({ unread: one })),
        ...missing.filter(isWanted).map((one) => ({ unsent: one })),
      ];
      const { views, next } = pageOf(all, page, { placeOf, view });
      const shown = (name: 'unread' | 'unsent') => views.flatMap((one) => one[name] ?? []);
      return json(200, { unread: shown('unread'), more, unsent: shown('unsent'), ...next });
    }),
  };
}

function placeOf(one: Mismatch) {
  return 'unread' in one
    ? [0, one.unread.metric, one.unread.unit ?? '']
    : [1, one.unsent.metric, ''];
}

function view(one: Mismatch): { readonly unread?: UnreadView; readonly unsent?: UnsentView } {
  if ('unread' in one) {
    return { unread: unreadView(one.unread) };
  }
  const { metric, rules, since, heardAt } = one.unsent;
  return {
    unsent: {
      metric,
      rules,
      since: isoTime(since),
      ...(heardAt !== undefined && { heardAt: isoTime(heardAt) }),
    },
  };
}
