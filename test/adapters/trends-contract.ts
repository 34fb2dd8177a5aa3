import { expect, test } from '@jest/globals';
import { DAY, HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import type { TrendPoint } from '#core/trend/point.ts';
import { type ListedSeries, listedSeries, seriesListOf } from '#core/trend/series-list.ts';
import type { Stores } from '#usecases/ports.ts';
import { NOON } from './sample-states.ts';

const ALWAYS = { from: NOON - DAY, until: NOON + DAY };

/** Returns a point so long after noon. */
function point(series: string, after: number, more: Partial<TrendPoint> = {}): TrendPoint {
  return { series, at: NOON + after, value: 97.5, ...more };
}

/** Returns a series of a subject as it is listed. */
function listed(subject: string, metric: string, more: Partial<ListedSeries> = {}): ListedSeries {
  return { ...listedSeries({ subject, metric, labels: { site: 'lëft "1"' } }), ...more };
}

/** What every store of trends promises. */
export function keepsTrends(given: () => Pick<Stores, 'trends'>): void {
  keepsPoints(given);
  keepsLists(given);
}

function keepsLists(given: () => Pick<Stores, 'trends'>): void {
  test('lists the series of a subject once each, whole, and no others', async () => {
    const { trends } = given();
    const series = [listed('bed-1', 'spo2', { unit: '%' }), listed('bed-1', 'pulse')];
    expect(await trends.list([...series, listed('bed-2', 'pulse')], NOON + DAY)).toEqual([]);
    await trends.list(series.slice(0, 1), NOON + 2 * DAY);
    const found = await trends.listed(seriesListOf('bed-1'), 10);
    const byMetric = (a: ListedSeries, b: ListedSeries) => (a.metric < b.metric ? -1 : 1);
    expect({ ...found, series: found.series.toSorted(byMetric) }).toEqual({
      series: series.toReversed(),
    });
    expect(await trends.listed(seriesListOf('bed-3'), 10)).toEqual({ series: [] });
  });

  test('notes since when values count, and never goes back, whoever comes last', async () => {
    const { trends } = given();
    const list = seriesListOf('moved');
    const told = [NOON - HOUR, NOON, NOON, NOON - MINUTE].map((since) => ({ list, since }));
    const written = [];
    for (const since of told) {
      written.push(await trends.putSince(since, NOON + DAY));
    }
    expect(written).toEqual([true, true, false, false]);
    expect(await trends.listed(list, 1)).toEqual({ series: [], since: NOON });
  });

  test('of many that note it at once the latest stays', async () => {
    const { trends } = given();
    const list = seriesListOf('race');
    const moments = Array.from({ length: 20 }, (_, n) => NOON + ((7 * n) % 20) * SECOND);
    await Promise.all(moments.map((since) => trends.putSince({ list, since }, NOON + DAY)));
    expect((await trends.listed(list, 1)).since).toBe(NOON + 19 * SECOND);
  });

  test('lists as many series as are asked for, and since when values count besides', async () => {
    const { trends } = given();
    const list = seriesListOf('long');
    const many = Array.from({ length: 60 }, (_, n) => listed('long', `m${n}`));
    await trends.list(many, NOON + DAY);
    await trends.putSince({ list, since: NOON - HOUR }, NOON + DAY);
    await trends.putSince({ list, since: NOON }, NOON + DAY);
    expect((await trends.listed(list, 59)).series).toHaveLength(59);
    const { series, since } = await trends.listed(list, 60);
    expect(new Set(series.map(({ metric }) => metric)).size).toBe(60);
    expect(since).toBe(NOON);
  });
}

function keepsPoints(given: () => Pick<Stores, 'trends'>): void {
  test('gives back what was stored, whole, from the newest to the oldest of a series', async () => {
    const { trends } = given();
    const points = [
      point('order', -HOUR, { slot: NOON - HOUR, value: -0.125 }),
      point('order', 0, { value: '+Inf' }),
      point('order', SECOND, { value: 1e300 }),
      point('order', 6 * MINUTE + 1, { slot: NOON + 5 * MINUTE }),
    ];
    expect(await trends.append([...points.toReversed(), point('other', 0)], DAY)).toEqual([]);
    expect(await trends.between('order', ALWAYS, 10)).toEqual(points.toReversed());
    expect(await trends.between('order', ALWAYS, 2)).toEqual(points.slice(2).toReversed());
    expect(await trends.between('none', ALWAYS, 10)).toEqual([]);
  });

  test('holds the points of a span, both ends included', async () => {
    const { trends } = given();
    const points = [0, 1, 2, 3].map((n) => point('span', n * HOUR));
    const [, second, third] = points;
    await trends.append(points, DAY);
    const span = { from: NOON + HOUR, until: NOON + 2 * HOUR };
    expect(await trends.between('span', span, 10)).toEqual([third, second]);
  });

  test('holds nothing of a span that ends before it begins', async () => {
    const { trends } = given();
    await trends.append([point('reversed', 0)], DAY);
    const span = { from: NOON + HOUR, until: NOON - HOUR };
    expect(await trends.between('reversed', span, 10)).toEqual([]);
  });

  test('a point of a slot and a sample of its first moment lie beside each other', async () => {
    const { trends } = given();
    const beside = [point('beside', 0, { value: 1 }), point('beside', 0, { value: 2, slot: NOON })];
    await trends.append(beside, DAY);
    expect(await trends.between('beside', ALWAYS, 10)).toHaveLength(2);
  });

  test('a point that is written again replaces itself, whichever sample of its slot it is', async () => {
    const { trends } = given();
    await trends.append([point('again', 0), point('again', 10, { slot: NOON + 5 })], DAY);
    const later = point('again', 20, { slot: NOON + 5, value: 80 });
    await trends.append([point('again', 0, { value: 90 }), later], DAY);
    const found = await trends.between('again', ALWAYS, 10);
    expect(found).toEqual([later, point('again', 0, { value: 90 })]);
  });

  test('tells which are there, whichever sample of its slot it is', async () => {
    const { trends } = given();
    await trends.append([point('there', 3, { slot: NOON })], DAY);
    const [same, none, exact] = [
      point('there', 40 * SECOND, { slot: NOON }),
      point('there', 6 * MINUTE, { slot: NOON + 5 * MINUTE }),
      point('there', 3),
    ];
    expect(await trends.stored([same, none, exact])).toEqual([same]);
    expect(await trends.stored([])).toEqual([]);
  });

  test('takes more at once than one call of DynamoDB holds', async () => {
    const { trends } = given();
    const many = Array.from({ length: 230 }, (_, n) => point('many', n * SECOND));
    expect(await trends.append(many, DAY)).toEqual([]);
    expect(await trends.stored(many)).toHaveLength(many.length);
    expect(await trends.between('many', ALWAYS, 1_000)).toHaveLength(many.length);
  });

  test('what has not expired is not removed', async () => {
    const { trends } = given();
    await trends.append([point('stays', 0)], DAY);
    await trends.removeExpired(NOON + DAY - 1, 1_000_000);
    expect(await trends.between('stays', ALWAYS, 10)).toHaveLength(1);
  });
}
