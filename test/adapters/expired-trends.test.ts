import { afterEach, describe, expect, test } from '@jest/globals';
import { memoryTrends } from '#adapters/memory/trends.ts';
import { openDatabase } from '#adapters/sqlite/database.ts';
import { sqliteTrends } from '#adapters/sqlite/trends.ts';
import { DAY, HOUR } from '#core/time/instant.ts';
import { NOON } from './sample-states.ts';

let close = () => {};
afterEach(() => close());

const stores = {
  memory: memoryTrends,
  SQLite() {
    const database = openDatabase();
    close = database.close;
    return sqliteTrends(database);
  },
};

describe.each(Object.entries(stores))('in %s', (_, start) => {
  test('points that have expired are removed, some at a time, and no others', async () => {
    const trends = start();
    const points = [0, 1, 2, 3].map((n) => ({ series: 's', at: NOON + n * HOUR, value: n }));
    await trends.append(points, DAY);
    const now = NOON + DAY + 2 * HOUR;
    const removed = [2, 2, 2].map(() => trends.removeExpired(now, 2));
    expect(await Promise.all(removed)).toEqual([2, 1, 0]);
    const left = await trends.between('s', { from: 0, until: now }, 10);
    expect(left.map(({ value }) => value)).toEqual([3]);
  });
});
