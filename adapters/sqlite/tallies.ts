import { placesFrom } from '#core/objective/tally.ts';
import type { OnUnreadable, TallyStore } from '#usecases/ports.ts';
import { talliesPartition, tallyRows } from '../tally-rows.ts';
import type { Database } from './database.ts';
import { putTrendRows } from './trends.ts';

/** The tallies of objectives, among the points of trends: they are swept with them. */
export function sqliteTallies(db: Database, onUnreadable?: OnUnreadable): TallyStore {
  const form = tallyRows(onUnreadable);
  return {
    async append(tallies, keep) {
      await putTrendRows(
        db,
        tallies.map((tally) => form.ofTally(tally, keep)),
      );
      return [];
    },
    async forEachSince(of, from, take) {
      const rows = await db.read(() =>
        db
          .prepare('SELECT doc FROM trends WHERE series = ? AND place >= ?')
          .all(talliesPartition(of), placesFrom(from)),
      );
      const docs = rows.map((row) => () => String(row['doc']));
      form.talliesOf(of, docs).forEach(take);
    },
  };
}
