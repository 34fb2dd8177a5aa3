import { describe, expect, test } from '@jest/globals';
import { DAY, HOUR } from '#core/time/instant.ts';
import { keptForDay } from '#usecases/kept-for-day.ts';

const NOON = Date.UTC(2026, 10, 28, 12);
const MIDNIGHT = NOON - 12 * HOUR;

describe('an answer that is kept for a day', () => {
  function given(most: number) {
    const worked: string[] = [];
    const kept = keptForDay(({ of }: { readonly of: string }, from) => {
      worked.push(of);
      return from;
    }, most);
    return { worked, ask: (of: string, now: number) => kept({ of }, now) };
  }

  test('is worked out once, as of the beginning of the day, and anew on the next', () => {
    const { worked, ask } = given(2);
    expect([ask('a', NOON), ask('a', NOON + HOUR)]).toEqual([MIDNIGHT, MIDNIGHT]);
    expect(ask('a', NOON + DAY)).toBe(MIDNIGHT + DAY);
    expect(ask('a', NOON)).toBe(MIDNIGHT);
    expect(worked).toEqual(['a', 'a', 'a']);
  });

  test('gives way to others when it was not asked for the longest', () => {
    const { worked, ask } = given(2);
    for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) {
      ask(name, NOON);
    }
    expect(worked).toEqual(['a', 'b', 'c', 'b']);
  });
});
