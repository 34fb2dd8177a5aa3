import { expect, test } from '@jest/globals';
import { createRateLimiter } from '#http/rate-limiter.ts';

test('counts for ten thousand at most: the one that has not asked for longest starts again', () => {
  const limit = createRateLimiter({ rate: 1, burst: 1 }, () => 0);
  expect([limit('first'), limit('first')?.status]).toEqual([undefined, 429]);
  for (let i = 0; i < 9_999; i++) {
    limit(`address ${i}`);
  }
  expect(limit('first')?.status).toBe(429);
  for (let i = 0; i < 10_000; i++) {
    limit(`other ${i}`);
  }
  expect(limit('first')).toBeUndefined();
});
