import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { coalesce, type Interval, intersect, overlay } from '#core/time/interval.ts';

interface Coloured extends Interval {
  readonly colour: string;
}

const END = 40;

/** Disjoint stretches of 0 to 40 in order, some of them touching. */
function stretches(colour: string): fc.Arbitrary<Coloured[]> {
  return fc
    .tuple(fc.uniqueArray(fc.nat(END)), fc.infiniteStream(fc.boolean()))
    .map(([cuts, keep]) => {
      const sorted = cuts.sort((a, b) => a - b);
      return sorted
        .slice(1)
        .map((to, i) => ({ from: sorted[i] ?? 0, to, colour }))
        .filter(() => keep.next().value);
    });
}

/** Returns the colour of each moment. */
function moments(spans: readonly Coloured[]): (string | undefined)[] {
  return Array.from({ length: END }, (_, t) => spans.find((s) => s.from <= t && t < s.to)?.colour);
}

function inOrder(spans: readonly Interval[]): boolean {
  return spans.every((s, i) => s.from < s.to && (spans[i - 1]?.to ?? 0) <= s.from);
}

describe('compared moment by moment in 1000 runs each', () => {
  const pairs = [stretches('a'), stretches('b')] as const;
  const runs = { numRuns: 1_000 };

  test('overlay shows the top where there is one, else the base', () => {
    const property = fc.property(...pairs, (base, top) => {
      const under = moments(base);
      const over = moments(top);
      const painted = overlay(base, top);
      expect(inOrder(painted)).toBe(true);
      expect(moments(painted)).toEqual(under.map((colour, t) => over[t] ?? colour));
    });
    fc.assert(property, runs);
  });

  test('intersect is where both are', () => {
    const property = fc.property(...pairs, (a, b) => {
      const inA = moments(a);
      const inB = moments(b);
      const both = intersect(a, b, (x, y, common) => ({ ...common, colour: x.colour + y.colour }));
      expect(inOrder(both)).toBe(true);
      expect(moments(both)).toEqual(inA.map((x, t) => (x && inB[t] ? 'ab' : undefined)));
    });
    fc.assert(property, runs);
  });

  test('coalesce changes no moment and leaves no neighbours that touch', () => {
    const property = fc.property(stretches('a'), (spans) => {
      const joined = coalesce(spans, (x, y) => ({ ...x, to: y.to }));
      expect(moments(joined)).toEqual(moments(spans));
      expect(joined.some((s, i) => joined[i - 1]?.to === s.from)).toBe(false);
    });
    fc.assert(property, runs);
  });
});
