import { placesFrom, tallyPlace } from '#core/objective/tally.ts';
import type { TallyStore } from '#usecases/ports.ts';
import { storedDocuments } from '../stored/documents.ts';
import { SAMPLE_TALLY } from '../stored/tally.ts';

interface Row {
  readonly json: string;
  readonly expires: number;
}

/** The tallies of objectives, in memory. What has expired goes when others come. */
export function memoryTallies(): TallyStore {
  const documents = storedDocuments(SAMPLE_TALLY);
  const byObjective = new Map<string, Map<string, Row>>();
  return {
    async append(tallies, keep) {
      for (const tally of tallies) {
        const rows = byObjective.get(tally.of) ?? new Map<string, Row>();
        byObjective.set(tally.of, rows);
        rows.set(tallyPlace(tally), { json: documents.write(tally), expires: tally.at + keep });
        for (const [place, { expires }] of rows) {
          if (expires > tally.at) {
            break;
          }
          rows.delete(place);
        }
      }
      return [];
    },
    async forEachSince(of, from, take) {
      const first = placesFrom(from);
      const rows = [...(byObjective.get(of) ?? [])].filter(([place]) => place >= first);
      for (const [, { json }] of rows.sort(([a], [b]) => (a < b ? -1 : 1))) {
        take(documents.read(json));
      }
    },
  };
}
