import { trendPlaces } from '#core/trend/point.ts';
import type { TrendStore } from '#usecases/ports.ts';
import { TREND_POINT } from '../stored/trend.ts';
import { type TrendRow, trendRows } from '../trend-rows.ts';

/** The points of trends, and the lists of series, in memory. */
export function memoryTrends(): TrendStore {
  const form = trendRows();
  const rows = new Map<string, TrendRow>();

  function put(those: readonly TrendRow[]): void {
    for (const row of those) {
      rows.set(`${row.partition} ${row.place}`, row);
    }
  }

  /** Returns the rows of a partition by their places. */
  function rowsOf(partition: string) {
    return [...rows.values()]
      .filter((row) => row.partition === partition)
      .sort((a, b) => (a.place < b.place ? -1 : 1))
      .map(({ place, doc }) => ({ place, doc: () => doc }));
  }

  return {
    stored: async (points) => points.filter((point) => rows.has(TREND_POINT.idOf(point))),
    async append(points, keep) {
      put(points.map((point) => form.ofPoint(point, keep)));
      return [];
    },
    async between(series, span, limit) {
      const [first, last] = trendPlaces(span);
      const found = rowsOf(series).filter(({ place }) => first <= place && place <= last);
      return form.pointsOf(series, found.toReversed().slice(0, limit));
    },
    async list(series, until) {
      put(series.map((one) => form.ofSeries(one, until)));
      return [];
    },
    listed: async (list, limit) => form.listOf(list, rowsOf(list), limit),
    async putSince(since, until) {
      const known = form.listOf(since.list, rowsOf(since.list), 0).since;
      const isLater = known === undefined || known < since.since;
      if (isLater) {
        put([form.ofSince(since, until)]);
      }
      return isLater;
    },
    async removeExpired(now, limit) {
      const expired = [...rows].filter(([, { expires }]) => expires <= now).slice(0, limit);
      for (const [id] of expired) {
        rows.delete(id);
      }
      return expired.length;
    },
  };
}
