import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type PatientAccess, slideOver } from '#core/evaluation/record-access/window.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import '../../../support/seed.ts';

const access = fc.record({
  patient: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  at: fc.integer({ min: 0, max: 240 }).map((minutes) => minutes * MINUTE),
});

/** The patients in each window that ends with an access, counted anew. */
function windows(accesses: readonly PatientAccess[], per: number) {
  return accesses
    .toSorted((a, b) => a.at - b.at)
    .map(({ at: end }) => ({
      at: end,
      patients: new Set(
        accesses.filter(({ at }) => end - per < at && at <= end).map(({ patient }) => patient),
      ).size,
    }));
}

describe('a window over accesses', () => {
  test('is breached where a count of each window finds first', () => {
    fc.assert(
      fc.property(
        fc.array(access, { maxLength: 60 }),
        fc.integer({ min: 1, max: 6 }),
        (accesses, moreThan) => {
          const { breachedAt } = slideOver(accesses, { moreThan, per: HOUR });
          const first = windows(accesses, HOUR).find(({ patients }) => patients > moreThan);
          expect(breachedAt).toBe(first?.at);
        },
      ),
    );
  });

  test('leaves the patients of the last window, whatever order they came in', () => {
    fc.assert(
      fc.property(fc.array(access, { maxLength: 40 }), (accesses) => {
        const limit = { moreThan: 6, per: HOUR };
        const { patients } = slideOver(accesses, limit);
        expect(slideOver(accesses.toReversed(), limit).patients).toEqual(patients);
        const end = Math.max(...accesses.map(({ at }) => at));
        const last = accesses.filter(({ at }) => at > end - HOUR).map(({ patient }) => patient);
        expect(new Set(Object.keys(patients))).toEqual(new Set(last));
      }),
    );
  });
});
