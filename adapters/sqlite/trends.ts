import { trendPlace, trendPlaces } from '#core/trend/point.ts';
import type { OnUnreadable, TrendStore } from '#usecases/ports.ts';
import { type TrendRow, trendRows } from '../trend-rows.ts';
import type { Database } from './database.ts';

/** Writes rows among the trends, in place of those at the same places. */
export async function putTrendRows(db: Database, rows: readonly TrendRow[]): Promise<void> {
  await db.write(() => insertRows(db, rows));
}

function insertRows(db: Database, rows: readonly TrendRow[]): void {
  const insert = db.prepare(
    'INSERT OR REPLACE INTO trends (series, place, expires, doc) VALUES (?, ?, ?, ?)',
  );
  for (const { partition, place, expires, doc } of rows) {
    insert.run(partition, place, expires, doc);
  }
}

/**
 * The points of trends, and the lists of series. Their rows have no checksums, `repair` leaves them
 * behind, and what cannot be read is a gap.
 */
export function sqliteTrends(db: Database, onUnreadable?: OnUnreadable): TrendStore {
  const form = trendRows(onUnreadable);

  const put = (rows: readonly TrendRow[]) => putTrendRows(db, rows);

  /** Returns the rows of a partition that the rest of a statement asks for. */
  function select(rest: string, ...given: readonly (string | number)[]) {
    return db
      .prepare(`SELECT place, doc FROM trends WHERE series = ? ${rest}`)
      .all(...given)
      .map(({ place, doc }) => ({ place: String(place), doc: () => String(doc) }));
  }

  function listed(list: string, limit: number) {
    return form.listOf(list, select('ORDER BY place LIMIT ?', list, limit + 1), limit);
  }

  return {
    stored: (points) =>
      db.read(() => {
        const known = db.prepare('SELECT 1 FROM trends WHERE series = ? AND place = ?');
        return points.filter((point) => known.get(point.series, trendPlace(point)) !== undefined);
      }),
    async append(points, keep) {
      await put(points.map((point) => form.ofPoint(point, keep)));
      return [];
    },
    between: (series, span, limit) =>
      db.read(() => {
        const newest = 'AND place BETWEEN ? AND ? ORDER BY place DESC LIMIT ?';
        return form.pointsOf(series, select(newest, series, ...trendPlaces(span), limit));
      }),
    async list(series, until) {
      await put(series.map((one) => form.ofSeries(one, until)));
      return [];
    },
    listed: (list, limit) => db.read(() => listed(list, limit)),
    putSince: (since, until) =>
      db.write(() => {
        const known = listed(since.list, 0).since;
        const isLater = known === undefined || known < since.since;
        if (isLater) {
          insertRows(db, [form.ofSince(since, until)]);
        }
        return isLater;
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
