import { type TrendPoint, trendPlace, trendPlaces } from '#core/trend/point.ts';
import type { TrendStore } from '#usecases/ports.ts';
import { storedDocuments } from '../stored/documents.ts';
import { TREND_POINT } from '../stored/trend.ts';

/** The points of trends, in memory. */
export function memoryTrends(): TrendStore {
  const documents = storedDocuments(TREND_POINT);
  const rows = new Map<string, { readonly json: string; readonly expires: number }>();
  return {
    stored: async (points) => points.filter((point) => rows.has(TREND_POINT.idOf(point))),
    async append(points, keep) {
      for (const point of points) {
        const row = { json: documents.write(point), expires: point.at + keep };
        rows.set(TREND_POINT.idOf(point), row);
      }
      return [];
    },
    async between(series, span, limit) {
      const [first, last] = trendPlaces(span);
      const isInSpan = (point: TrendPoint) =>
        first <= trendPlace(point) && trendPlace(point) <= last;
      return [...rows.values()]
        .map(({ json }) => documents.read(json))
        .filter((point) => point.series === series && isInSpan(point))
        .sort((a, b) => (trendPlace(a) < trendPlace(b) ? 1 : -1))
        .slice(0, limit);
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
