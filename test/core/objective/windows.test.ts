import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PAIRS } from '#core/objective/pairs.ts';
import { lately } from '#core/objective/state.ts';
import { formatDuration } from '#core/time/duration.ts';
import { DAY, HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { anObjective, at, observe, START, sumOf } from './oracle.ts';

const RUNS = 200;

/** Samples of several subjects, in dense and thin times, over up to 35 days. */
const samples = fc
  .array(
    fc.record({
      from: fc.integer({ min: 0, max: 35 * 1440 }),
      every: fc.constantFrom(10 * SECOND, MINUTE, 7 * MINUTE, HOUR),
      count: fc.integer({ min: 1, max: 60 }),
      bad: fc.integer({ min: 1, max: 5 }),
      subject: fc.constantFrom('a', 'b', 'c'),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((runs) =>
    runs
      .flatMap(({ from, every, count, bad, subject }) =>
        Array.from({ length: count }, (_, i) =>
          at(START + from * MINUTE + i * every, i % bad === 0 ? 900 : 120, subject),
        ),
      )
      .sort((a, b) => a.at - b.at)
      .filter(isNew()),
  );

/** Two samples of a series at one time are a repetition. */
function isNew() {
  const seen = new Set<string>();
  return ({ subject, at: time }: { readonly subject: string; readonly at: number }) => {
    const key = `${subject} ${time}`;
    return !seen.has(key) && seen.add(key);
  };
}

const objectives = fc.constantFrom(
  anObjective(),
  anObjective({ method: 'occurrences' }),
  anObjective({ sliceTarget: 0.8 }),
);

/** Every window, and the slots that sum it. */
const WINDOWS = [...PAIRS.flatMap(({ long, short }) => [long, short]), ...[30 * DAY]].map(
  (length) => ({ length, slot: slotOf(length) }),
);

function slotOf(length: number): number {
  if (length <= HOUR) {
    return MINUTE;
  }
  const slots = [30 * MINUTE, 2 * HOUR, 6 * HOUR, DAY];
  return slots.find((slot) => length <= 12 * slot) ?? DAY;
}

describe('the windows of an objective, beside an oracle that keeps every sample,', () => {
  test('are exact where slots begin with them, and off by the oldest slot at most elsewhere', () => {
    fc.assert(
      fc.property(samples, objectives, fc.nat({ max: 3 * 1440 }), (all, objective, after) => {
        const last = all.at(-1)?.at ?? START;
        const now = (Math.floor(last / MINUTE) + 1 + after) * MINUTE;
        const { state } = observe(objective, all);
        for (const { length, slot } of WINDOWS) {
          const from = now - length;
          const got = lately(objective, state, now, length);
          const begins = Math.floor(from / slot) * slot;
          const least = sumOf(objective, all, begins === from ? from : begins + slot, now);
          const most = sumOf(objective, all, begins, now);
          for (const key of ['good', 'bad', 'minutes'] as const) {
            expect(got[key]).toBeGreaterThanOrEqual(least[key] - 1e-6);
            expect(got[key]).toBeLessThanOrEqual(most[key] + 1e-6);
          }
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('are the same however the samples come in batches, and if batches come again', () => {
    fc.assert(
      fc.property(samples, objectives, fc.integer({ min: 1, max: 50 }), (all, objective, size) => {
        let parts = observe(objective, []);
        for (let i = 0; i < all.length; i += size) {
          const batch = all.slice(i, i + size);
          parts = observe(objective, batch, observe(objective, batch, parts));
        }
        const { repeated, late } = parts.counter.leftOut;
        expect(repeated + late).toBe(all.length);
        expect(parts.state).toEqual(observe(objective, all).state);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('what is kept of series', () => {
  test('is the newest time of those that had a sample within an hour', () => {
    const all = Array.from({ length: 1000 }, (_, i) => at(START + i * MINUTE, 120, `pod-${i}`));
    const known = all.reduce(
      (before, sample) => observe(anObjective(), [sample], before),
      observe(anObjective(), []),
    );
    const next = observe(anObjective(), all, known);
    expect(next.counter.leftOut).toEqual({ repeated: 61, late: 939 });
    expect(next.state).toBe(known.state);
  });
});

describe('a window of evenly spread samples', () => {
  const DAYS = 32;
  const even = Array.from({ length: DAYS * 1440 }, (_, i) => at(START + i * MINUTE, 900));
  // So long after the beginning of a slot of each size.
  const after = [0, 7 * MINUTE, HOUR + 11 * MINUTE, 13 * HOUR + 29 * MINUTE];

  test.each(after.map((more) => [formatDuration(more), more] as const))(
    'is exact, also %s after a slot begins',
    (_, more) => {
      const now = START + 31 * DAY + more;
      const passed = even.filter((sample) => sample.at < now);
      const { state } = observe(anObjective(), passed);
      for (const { length } of WINDOWS) {
        expect(lately(anObjective(), state, now, length).bad).toBeCloseTo(length / MINUTE, 6);
      }
    },
  );
});

describe('a sample that comes late', () => {
  const objective = anObjective({ method: 'occurrences' });
  const held = (late: number) =>
    observe(objective, [at(START + 5 * HOUR), at(START + 5 * HOUR - late, 900, 'b')]);

  test('counts in its own minute for an hour', () => {
    const { state } = held(50 * MINUTE);
    const sum = (length: number) => lately(objective, state, START + 5 * HOUR + MINUTE, length).bad;
    expect([sum(30 * MINUTE), sum(HOUR), sum(6 * HOUR)]).toEqual([0, 1, 1]);
  });

  test('is left out, and counted as such, after that', () => {
    expect(held(62 * MINUTE).counter.leftOut).toMatchObject({ late: 1 });
  });
});
