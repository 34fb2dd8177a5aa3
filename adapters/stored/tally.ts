import { type SampleTally, tallyPlace } from '#core/objective/tally.ts';
import { type StoredKind, unchanged } from './kind.ts';
import { number, object, text } from './shape.ts';

/** What a request held of an objective in a minute, which is written once, or again as it was. */
export const SAMPLE_TALLY: StoredKind<SampleTally> = {
  version: 1,
  oldestReader: 0,
  labelledBy: 'nothing',
  upcasters: [unchanged],
  name: 'The tally',
  idOf: (tally) => `${tally.of} ${tallyPlace(tally)}`,
  shape: object<SampleTally>({
    of: text,
    subject: text,
    at: number,
    good: number,
    bad: number,
    batch: text,
  }),
};
