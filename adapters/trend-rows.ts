import type { Duration, Instant } from '#core/time/instant.ts';
import { type TrendPoint, trendPlace } from '#core/trend/point.ts';
import type { ListedSeries, SeriesList, ValuesSince } from '#core/trend/series-list.ts';
import type { OnUnreadable } from '#usecases/ports.ts';
import { storedDocuments } from './stored/documents.ts';
import { readableOf } from './stored/readable.ts';
import { LISTED_SERIES, TREND_POINT, VALUES_SINCE } from './stored/trend.ts';

/** A document among the trends: in a partition, at its place there. */
export interface TrendRow {
  /** A series, or the list of the series of a subject. */
  readonly partition: string;
  readonly place: string;
  readonly doc: string;
  /** From when on it may be removed. */
  readonly expires: Instant;
}

/** A row as it is found; what is damaged is told when it is read. */
interface FoundRow {
  readonly place: string;
  readonly doc: () => string;
}

/** Since when values count, in a list: no series comes before it. */
const SINCE = '#since';

/** How points, and lists of series, become rows of a store, and are read again. */
export function trendRows(onUnreadable?: OnUnreadable) {
  const [points, listed, sinces] = [
    storedDocuments(TREND_POINT),
    storedDocuments(LISTED_SERIES),
    storedDocuments(VALUES_SINCE),
  ];

  function readable<Value>(
    partition: string,
    rows: readonly FoundRow[],
    read: (doc: string) => Value,
  ) {
    return readableOf(rows, {
      kind: 'trends',
      idOf: () => partition,
      read: ({ doc }) => read(doc()),
      onUnreadable,
    });
  }

  return {
    ofPoint: (point: TrendPoint, keep: Duration): TrendRow => ({
      partition: point.series,
      place: trendPlace(point),
      doc: points.write(point),
      expires: point.at + keep,
    }),
    ofSeries: (one: ListedSeries, expires: Instant): TrendRow => ({
      partition: one.list,
      place: one.series,
      doc: listed.write(one),
      expires,
    }),
    ofSince: (one: ValuesSince, expires: Instant): TrendRow => ({
      partition: one.list,
      place: SINCE,
      doc: sinces.write(one),
      expires,
    }),
    pointsOf: (series: string, rows: readonly FoundRow[]): readonly TrendPoint[] =>
      readable(series, rows, points.read),
    /** Of the first rows of a list, one more than the series that are wanted. */
    listOf(list: string, rows: readonly FoundRow[], limit: number): SeriesList {
      const first = rows.filter(({ place }) => place === SINCE);
      const [told] = readable(list, first, sinces.read);
      const series = rows.filter(({ place }) => place !== SINCE).slice(0, limit);
      return {
        series: readable(list, series, listed.read),
        ...(told !== undefined && { since: told.since }),
      };
    },
  };
}
