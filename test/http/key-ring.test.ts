import { describe, expect, test } from '@jest/globals';
import { createApiKey } from '#http/api-key.ts';
import { createKeyRing } from '#http/key-ring.ts';
import type { ApiKey } from '#usecases/ports.ts';

/**
 * Returns a key ring on a store that counts its calls, with a stopped clock unless another is
 * given.
 */
function createWorld() {
  let now = 1_000_000;
  const stored = new Map<string, ApiKey>();
  const asked = { single: 0, list: 0 };
  const ring = createKeyRing(
    {
      async key(id) {
        asked.single += 1;
        return stored.get(id);
      },
      async keys() {
        asked.list += 1;
        return [...stored.values()];
      },
    },
    () => now,
  );
  const make = (name: string) => {
    const { key } = createApiKey(name, ['samples'], now);
    stored.set(key.id, key);
    return key;
  };
  let guessed = 0;
  const guess = async (count: number) => {
    for (let i = 0; i < count; i++) {
      expect(await ring.get((guessed++).toString(16).padStart(12, 'f'))).toBeUndefined();
    }
  };
  const pass = (ms: number) => {
    now += ms;
  };
  return { ring, make, guess, asked, pass };
}

describe('while ids of keys are guessed without end', () => {
  test('the store is asked for single ones, and then for a list each two seconds', async () => {
    const { guess, asked, pass } = createWorld();
    for (let second = 0; second < 30; second++) {
      await guess(1_000);
      pass(1_000);
    }
    expect(asked.single).toBeLessThanOrEqual(100 + 30 * 20);
    expect(asked.list).toBeLessThanOrEqual(15);
  });

  test('every key is found, one that nobody has used before and a thousand of them', async () => {
    const { ring, make, guess, asked } = createWorld();
    const keys = Array.from({ length: 1_000 }, (_, n) => make(`agent ${n}`));
    await guess(5_000);
    for (const key of keys) {
      expect(await ring.get(key.id)).toBe(key);
    }
    expect(asked).toEqual({ single: 100, list: 1 });
  });

  test('a key in use is not asked about again for thirty seconds', async () => {
    const { ring, make, guess, asked, pass } = createWorld();
    const key = make('agent');
    await ring.get(key.id);
    for (let second = 0; second < 29; second++) {
      await guess(100);
      const before = asked.single + asked.list;
      expect(await ring.get(key.id)).toBe(key);
      expect(asked.single + asked.list).toBe(before);
      pass(1_000);
    }
  });

  test('a key that is created in the meantime is found two seconds later, and here at once', async () => {
    const { ring, make, guess, pass } = createWorld();
    await guess(200);
    const elsewhere = make('made by another instance');
    expect(await ring.get(elsewhere.id)).toBeUndefined();
    const here = make('made here');
    ring.forget(here.id);
    expect(await ring.get(here.id)).toBe(here);
    await guess(200);
    const late = make('late');
    expect(await ring.get(late.id)).toBeUndefined();
    pass(2_000);
    await guess(200);
    expect(await ring.get(late.id)).toBe(late);
  });
});
