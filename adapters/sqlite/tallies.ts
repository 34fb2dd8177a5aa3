import { setImmediate as afterOthers } from 'node:timers/promises';
import { placesFrom } from '#core/objective/tally.ts';
import type { OnUnreadable, TallyStore } from '#usecases/ports.ts';
import { talliesPartition, tallyRows } from '../tally-rows.ts';
import type { Database } from './database.ts';
import { putTrendRows } from './trends.ts';

/** How many tallies are read before others have their turn: they take some milliseconds. */
const PAGE = 1_000;

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
      let after: string | undefined = placesFrom(from);
      do {
        const last: string = after;
        // A page at a time: samples that come meanwhile must not wait for a busy hour.
        const rows: readonly Record<string, unknown>[] = await db.read(() =>
          db
            .prepare(
              'SELECT place, doc FROM trends WHERE series = ? AND place > ? ORDER BY place LIMIT ?',
            )
            .all(talliesPartition(of), last, PAGE),
        );
        const docs = rows.map((row) => () => String(row['doc']));
        form.talliesOf(of, docs).forEach(take);
        const next = rows[PAGE - 1]?.['place'];
        after = next === undefined ? undefined : String(next);
        await afterOthers();
      } while (after !== undefined);
    },
  };
}
