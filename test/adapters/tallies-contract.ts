import { expect, test } from '@jest/globals';
import type { SampleTally } from '#core/objective/tally.ts';
import { HOUR, type Instant, MINUTE } from '#core/time/instant.ts';
import type { Stores } from '#usecases/ports.ts';
import { NOON } from './sample-states.ts';

/** Returns a tally of a minute so long after noon. */
function tally(of: string, after: number, more: Partial<SampleTally> = {}): SampleTally {
  return { of, subject: '', at: NOON + after, good: 3, bad: 1, batch: 'a', ...more };
}

/** What every store of tallies promises. */
export function keepsTallies(given: () => Pick<Stores, 'tallies'>): void {
  const since = async (of: string, from: Instant) => {
    const found: SampleTally[] = [];
    await given().tallies.forEachSince(of, from, (one) => found.push(one));
    return found;
  };

  test('is given back whole, with those of later minutes behind it, whichever came first', async () => {
    const more = { subject: 'bed "1"', samples: { good: '0123456789', bad: '' } };
    const tallies = [0, 1, 2].map((n) => tally('whole#1', n * MINUTE, more));
    const others = [...tallies.toReversed(), tally('whole#2', 0)];
    expect(await given().tallies.append(others, HOUR)).toEqual([]);
    expect(await since('whole#1', NOON)).toEqual(tallies);
    expect(await since('whole#1', NOON + MINUTE)).toEqual(tallies.slice(1));
    expect(await since('whole', NOON)).toEqual([]);
  });

  test('lies beside others of its minute, and replaces itself', async () => {
    const [one, other] = [tally('again', 0), tally('again', 0, { batch: 'b', bad: 7 })];
    await given().tallies.append([one, other], HOUR);
    await given().tallies.append([one], HOUR);
    expect(await since('again', NOON)).toEqual([one, other]);
  });

  test('comes with more than one call of DynamoDB holds', async () => {
    const many = Array.from({ length: 230 }, (_, n) => tally('many', n * MINUTE));
    expect(await given().tallies.append(many, 10 * HOUR)).toEqual([]);
    expect(await since('many', NOON)).toHaveLength(many.length);
  });

  test('is no point of a trend', async () => {
    await given().tallies.append([tally('apart', 0)], HOUR);
    expect(await since('slo#apart', NOON)).toEqual([]);
  });
}
