import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { startTicker } from '#local/ticker.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('a tick that takes long is not joined by another, a failed one is followed by the next, and stopping waits', async () => {
  const calls: PromiseWithResolvers<void>[] = [];
  const ticker = startTicker(10_000, () => {
    const call = Promise.withResolvers<void>();
    calls.push(call);
    return call.promise;
  });
  await jest.advanceTimersByTimeAsync(35_000);
  expect(calls).toHaveLength(1);
  calls[0]?.reject(new Error('the store is away'));
  await jest.advanceTimersByTimeAsync(10_000);
  expect(calls).toHaveLength(2);
  let stopped = false;
  const stopping = ticker.stop().then(() => {
    stopped = true;
  });
  await jest.advanceTimersByTimeAsync(30_000);
  expect([calls.length, stopped]).toEqual([2, false]);
  calls[1]?.resolve();
  await stopping;
});
