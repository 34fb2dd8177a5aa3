import { type SampleTally, tallyPlace } from '#core/objective/tally.ts';
import type { Duration } from '#core/time/instant.ts';
import type { OnUnreadable } from '#usecases/ports.ts';
import { storedDocuments } from './stored/documents.ts';
import { readableOf } from './stored/readable.ts';
import { SAMPLE_TALLY } from './stored/tally.ts';
import type { TrendRow } from './trend-rows.ts';

/** Returns the partition of an objective's tallies among the trends: no series has its name. */
export function talliesPartition(of: string): string {
  return `slo#${of}`;
}

/** How tallies become rows among the trends, with which they are removed, and are read again. */
export function tallyRows(onUnreadable?: OnUnreadable) {
  const documents = storedDocuments(SAMPLE_TALLY);
  return {
    ofTally: (tally: SampleTally, keep: Duration): TrendRow => ({
      partition: talliesPartition(tally.of),
      place: tallyPlace(tally),
      doc: documents.write(tally),
      expires: tally.at + keep,
    }),
    talliesOf: (of: string, docs: readonly (() => string)[]): readonly SampleTally[] =>
      readableOf(docs, {
        kind: 'tallies',
        idOf: () => of,
        read: (doc) => documents.read(doc()),
        onUnreadable,
      }),
  };
}
