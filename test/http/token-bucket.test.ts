import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Bucket, takeToken } from '#http/token-bucket.ts';

const ALLOWANCE = { rate: 2, burst: 3 };

/** Returns the number of requests at these moments that are allowed. */
function letThrough(times: readonly number[], allowance = ALLOWANCE): number {
  let bucket: Bucket | undefined;
  let count = 0;
  for (const time of times) {
    const taken = takeToken(bucket, allowance, time);
    bucket = taken.bucket;
    if (taken.kind === 'taken') {
      count += 1;
    }
  }
  return count;
}

describe('takeToken', () => {
  test('lets the burst through at once, and no more', () => {
    expect(letThrough([0, 0, 0, 0, 0])).toBe(3);
  });

  test('lets one through for each half second that passed, at 2 a second', () => {
    expect(letThrough([0, 0, 0, 0, 500, 500, 1_000])).toBe(5);
  });

  test('says after how long there is a token again, and then there is', () => {
    let bucket: Bucket | undefined;
    for (let i = 0; i < 3; i++) {
      bucket = takeToken(bucket, ALLOWANCE, 0).bucket;
    }
    const empty = takeToken(bucket, ALLOWANCE, 100);
    expect(empty).toMatchObject({ kind: 'empty', wait: 400 });
    expect(takeToken(empty.bucket, ALLOWANCE, 500).kind).toBe('taken');
  });

  test('gives nothing for a clock that goes backwards', () => {
    expect(letThrough([1_000, 1_000, 1_000, 0, 0, 1_000])).toBe(3);
  });

  test('lets through what is due again, where the clock was set back by an hour', () => {
    const hour = 3_600_000;
    const before = [hour, hour, hour, hour];
    expect(letThrough([...before, 0, 500, 1_000, 1_500])).toBe(3 + 3);
  });

  test('never lets more through than the burst and the rate allow, whatever comes when (1,000 runs)', () => {
    const anyTimes = fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 100 });
    const anyAllowance = fc.record({
      rate: fc.integer({ min: 1, max: 50 }),
      burst: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(anyTimes, anyAllowance, (times, allowance) => {
        const sorted = [...times].sort((a, b) => a - b);
        const seconds = ((sorted.at(-1) ?? 0) - (sorted[0] ?? 0)) / 1_000;
        const most = allowance.burst + allowance.rate * seconds;
        expect(letThrough(sorted, allowance)).toBeLessThanOrEqual(Math.floor(most + 1e-6));
      }),
      { numRuns: 1_000 },
    );
  });
});
