import { expect, test } from '@jest/globals';
import { recentlyRead } from '#adapters/stored/recently-read.ts';

test('what was read is found by its text, and no other text finds it', () => {
  const read = recentlyRead<object>();
  const state = { of: 'bed-1' };
  read.set('{"of":"bed-1"}', state);
  expect(read.get('{"of":"bed-1"}')).toBe(state);
  expect(read.get('{"of":"bed-2"}')).toBeUndefined();
});

test('texts that come to more than 4 million characters are forgotten, all but the newest', () => {
  const read = recentlyRead<number>();
  const text = (n: number) => String(n).padEnd(1_000_000, ' ');
  for (let n = 1; n <= 4; n++) {
    read.set(text(n), n);
  }
  expect(read.get(text(1))).toBe(1);
  read.set(text(5), 5);
  expect([1, 2, 3, 4, 5].map((n) => read.get(text(n)))).toEqual([
    ...Array.from({ length: 4 }, () => undefined),
    5,
  ]);
});
