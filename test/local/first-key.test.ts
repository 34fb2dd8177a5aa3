import { describe, expect, test } from '@jest/globals';
import { storeFirstKey } from '#local/first-key.ts';
import type { ApiKey, ControlStore } from '#usecases/ports.ts';

const error = new Error('damaged');

/** Returns a table with one key that can be read, or none, and one that cannot. */
function keysBeside(known: readonly ApiKey[], stored: ApiKey[]) {
  const controls: Pick<ControlStore, 'keys' | 'putKey'> = {
    async keys(onUnreadable) {
      onUnreadable?.({ kind: 'keys', id: 'k0', error });
      return known;
    },
    putKey: async (key) => {
      stored.push(key);
    },
  };
  return controls;
}

describe('the first key', () => {
  test("is not made while a key cannot be read, which may be an administrator's", async () => {
    const stored: ApiKey[] = [];
    const made = await storeFirstKey(keysBeside([], stored), false, 1);
    expect(made).toMatchObject({
      kind: 'failed',
      why: expect.stringContaining('Key k0 is stored'),
    });
    expect(stored).toEqual([]);
  });

  test('is made all the same if that is asked for', async () => {
    const stored: ApiKey[] = [];
    const made = await storeFirstKey(keysBeside([], stored), true, 1);
    expect(made.kind).toBe('made');
    expect(stored).toMatchObject([{ scopes: ['admin'] }]);
  });
});
