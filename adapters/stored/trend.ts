import { type TrendPoint, trendPointId } from '#core/trend/point.ts';
import { type StoredKind, unchanged } from './kind.ts';
import { number, object, optional, scalar, text } from './shape.ts';

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
