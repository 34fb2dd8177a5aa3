import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Sample } from '#core/sample/sample.ts';
import { sortSamples } from '#core/sample/sort-samples.ts';
import { at } from '../../support/bed-1.ts';

test.each<[string, readonly Sample[], readonly number[], number]>([
  ['already in order', [at(0, 90), at(1, 91)], [0, 1], 0],
  ['out of order', [at(1, 91), at(0, 90)], [1, 0], 0],
  ['an exact duplicate', [at(0, 90), at(0, 90)], [0], 1],
  ['three of the same, apart', [at(0, 90), at(1, 91), at(0, 90), at(0, 90)], [0, 1], 2],
  ['another metric is another sample', [at(0, 90), at(0, 90, { metric: 'pulse' })], [1, 0], 0],
  ['another value is another sample', [at(0, 91), at(0, 90)], [1, 0], 0],
  [
    'another series',
    [at(0, 9, { labels: { d: 'a' } }), at(0, 9, { labels: { d: 'b' } })],
    [0, 1],
    0,
  ],
  [
    'what revises a sample comes after it',
    [
      at(0, 90, { revision: 'entered_in_error' }),
      at(0, 90, { revision: 'value_entered_in_error' }),
      at(0, 90, { revision: 'corrected' }),
      at(0, 95),
    ],
    [3, 2, 1, 0],
    0,
  ],
  [
    'labels in another order are the same',
    [at(0, 9, { labels: { a: '1', b: '2' } }), at(0, 9, { labels: { b: '2', a: '1' } })],
    [0],
    1,
  ],
])('%s', (_, samples, order, duplicates) => {
  const found = sortSamples(samples);
  expect(found.samples).toEqual(order.map((i) => samples[i]));
  expect(found.duplicates).toHaveLength(duplicates);
});

test('500 runs: each distinct sample comes once, by time', () => {
  const sample = fc
    .tuple(fc.nat(3), fc.nat(2), fc.constantFrom('a', 'b'), fc.constantFrom('spo2', 'pulse'))
    .map(([time, value, device, metric]) => at(time, value, { metric, labels: { device } }));
  fc.assert(
    fc.property(fc.array(sample), (samples) => {
      const { samples: out, duplicates } = sortSamples(samples);
      const distinct = new Set(samples.map((s) => JSON.stringify(s)));
      expect(new Set(out.map((s) => JSON.stringify(s)))).toEqual(distinct);
      expect(out).toHaveLength(distinct.size);
      expect(new Set([...out, ...duplicates])).toEqual(new Set(samples));
      expect(duplicates).toHaveLength(samples.length - out.length);
      expect(out.map((s) => s.at)).toEqual(out.map((s) => s.at).toSorted((a, b) => a - b));
    }),
    { numRuns: 500 },
  );
});
