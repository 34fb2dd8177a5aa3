import { type TrendPoint, trendPointId } from '#core/trend/point.ts';
import type { ListedSeries, ValuesSince } from '#core/trend/series-list.ts';
import { type StoredKind, unchanged } from './kind.ts';
import { mapOf, number, object, optional, scalar, text } from './shape.ts';

/** A point of a trend, which is written once. */
export const TREND_POINT: StoredKind<TrendPoint> = {
  version: 1,
  oldestReader: 0,
  labelledBy: 'nothing',
  upcasters: [unchanged],
  name: 'The trend point',
  idOf: trendPointId,
  shape: object<TrendPoint>({
    series: text,
    at: number,
    value: scalar,
    slot: optional(number),
  }),
};

/** A series in the list of its subject, which is written whole each time. */
export const LISTED_SERIES: StoredKind<ListedSeries> = {
  version: 1,
  oldestReader: 0,
  labelledBy: 'nothing',
  upcasters: [unchanged],
  name: 'The listed series',
  idOf: ({ list, series }) => `${list} ${series}`,
  shape: object<ListedSeries>({
    list: text,
    series: text,
    metric: text,
    unit: optional(text),
    labels: mapOf(text),
  }),
};

/** Since when the values of a subject count, which is written whole each time. */
export const VALUES_SINCE: StoredKind<ValuesSince> = {
  version: 1,
  oldestReader: 0,
  labelledBy: 'nothing',
  upcasters: [unchanged],
  name: 'The moment since which values count',
  idOf: ({ list }) => list,
  shape: object<ValuesSince>({ list: text, since: number }),
};
