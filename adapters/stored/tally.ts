import type { Bounds } from '#core/objective/fault.ts';
import type { CounterPoint } from '#core/objective/growth.ts';
import { type SampleHashes, type SampleTally, tallyPlace } from '#core/objective/tally.ts';
import { type StoredKind, unchanged } from './kind.ts';
import { flag, listOf, number, object, optional, text } from './shape.ts';

/** What a request held of an objective in a minute, which is written once, or again as it was. */
export const SAMPLE_TALLY: StoredKind<SampleTally> = {
  version: 3,
  oldestReader: 0,
  labelledBy: 'nothing',
  upcasters: [unchanged, unchanged, unchanged],
  name: 'The tally',
  idOf: (tally) => `${tally.of} ${tallyPlace(tally)}`,
  shape: object<SampleTally>({
    of: text,
    subject: text,
    at: number,
    good: number,
    bad: number,
    batch: text,
    samples: optional(object<SampleHashes>({ good: text, bad: text })),
    points: optional(
      listOf<CounterPoint>(
        object({
          series: text,
          role: text,
          value: number,
          at: number,
          since: optional(number),
          isDelta: optional(flag),
          replica: optional(text),
        }),
      ),
    ),
    isCut: optional(flag),
    bounds: optional(object<Bounds>({ below: optional(number), above: optional(number) })),
  }),
};
