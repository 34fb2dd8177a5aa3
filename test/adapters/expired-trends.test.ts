import { afterEach, describe, expect, test } from '@jest/globals';
import { memoryTrends } from '#adapters/memory/trends.ts';
import { openDatabase } from '#adapters/sqlite/database.ts';
import { sqliteTrends } from '#adapters/sqlite/trends.ts';
import { DAY, HOUR } from '#core/time/instant.ts';
import { listedSeries, seriesListOf } from '#core/trend/series-list.ts';
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

  test('a series that is listed no more, and since when values count, are removed', async () => {
    const trends = start();
    const series = ['spo2', 'pulse'].map((metric) =>
      listedSeries({ subject: 'bed-1', metric, labels: {} }),
    );
    const list = seriesListOf('bed-1');
    await trends.list(series, NOON + DAY);
    await trends.list(series.slice(1), NOON + 2 * DAY);
    await trends.putSince({ list, since: NOON }, NOON + DAY);
    expect(await trends.removeExpired(NOON + DAY, 10)).toBe(2);
    expect(await trends.listed(list, 10)).toEqual({ series: series.slice(1) });
  });
});
