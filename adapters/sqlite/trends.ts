import { trendPlace, trendPlaces } from '#core/trend/point.ts';
import type { OnUnreadable, TrendStore } from '#usecases/ports.ts';
import { storedDocuments } from '../stored/documents.ts';
import { readableOf } from '../stored/readable.ts';
import { TREND_POINT } from '../stored/trend.ts';
import type { Database } from './database.ts';

/**
 * The points of trends. Their rows have no checksums, `repair` leaves them behind, and what cannot
 * be read is a gap.
 */
export function sqliteTrends(db: Database, onUnreadable?: OnUnreadable): TrendStore {
  const documents = storedDocuments(TREND_POINT);
  return {
    stored: (points) =>
      db.read(() => {
        const known = db.prepare('SELECT 1 FROM trends WHERE series = ? AND place = ?');
        return points.filter((point) => known.get(point.series, trendPlace(point)) !== undefined);
      }),
    async append(points, keep) {
      await db.write(() => {
        const put = db.prepare(
          'INSERT OR REPLACE INTO trends (series, place, expires, doc) VALUES (?, ?, ?, ?)',
        );
        for (const point of points) {
          put.run(point.series, trendPlace(point), point.at + keep, documents.write(point));
        }
      });
      return [];
    },
    between: (series, span, limit) =>
      db.read(() => {
        const rows = db
          .prepare(
            'SELECT doc FROM trends WHERE series = ? AND place BETWEEN ? AND ? ORDER BY place DESC LIMIT ?',
          )
          .all(series, ...trendPlaces(span), limit);
        return readableOf(rows, {
          kind: 'trends',
          idOf: () => series,
          read: ({ doc }) => documents.read(String(doc)),
          onUnreadable,
        });
      }),
    async removeExpired(now, limit) {
      const expired = 'SELECT rowid FROM trends WHERE expires <= ?';
      // A write, even of nothing, waits for the disk.
      if ((await db.read(() => db.prepare(`${expired} LIMIT 1`).get(now))) === undefined) {
        return 0;
      }
      return db.write(() => {
        const sql = `DELETE FROM trends WHERE rowid IN (${expired} LIMIT ?)`;
        return Number(db.prepare(sql).run(now, limit).changes);
      });
    },
  };
}
