import { toJsonNumber } from '#core/sample/json-number.ts';
import type { Rejection } from '#core/sample/validate-sample.ts';
import { malformed } from '../decoded.ts';
import type { HistogramPoint, Metric, NumberPoint, SummaryPoint } from './export-request.ts';
import { DELTA } from './kinds.ts';
import { OTLP_LIMITS } from './limits.ts';

/** A data point of any type. */
export type Point = NumberPoint | HistogramPoint | SummaryPoint;

/** One of the values of a data point. */
export interface Value {
  /** The suffix of the metric's name. */
  readonly suffix: string;
  readonly value: number;
  /** Whether it is a count, which does not have the unit of the measured values. */
  readonly isCount?: true;
  readonly label?: readonly [name: string, value: string];
}

/** The values of a data point, or what is wrong with it. */
export type Values = readonly Value[] | Rejection;

/** Whether the values of a metric are increases, each since the data point before. */
export function isDelta({ sum, histogram, exponentialHistogram }: Metric): boolean {
  const { aggregationTemporality } = sum ?? histogram ?? exponentialHistogram ?? {};
  return aggregationTemporality === DELTA;
}

/** Whether its values count since a start that its points tell: a gauge may have one as well. */
export function isCounted({ gauge }: Metric): boolean {
  return gauge === undefined;
}

/** Yields all data points of a metric, which are of one type, each with its values. */
export function* pointsOf(metric: Metric): Generator<readonly [Point, Values]> {
  const { gauge, sum, histogram, exponentialHistogram, summary } = metric;
  // For a cumulative sum and for a delta the value is the one that was sent: `isDelta` tells.
  for (const { dataPoints = [] } of [gauge ?? {}, sum ?? {}]) {
    for (const point of dataPoints) {
      yield [point, numberValues(point)];
    }
  }
  for (const { dataPoints = [] } of [histogram ?? {}, exponentialHistogram ?? {}]) {
    for (const point of dataPoints) {
      yield [point, histogramValues(point)];
    }
  }
  for (const point of summary?.dataPoints ?? []) {
    yield [point, summaryValues(point)];
  }
}

function numberValues({ asDouble, asInt }: NumberPoint): Values {
  const value = asDouble ?? asInt;
  return value === undefined
    ? malformed('it has neither asDouble nor asInt')
    : [{ suffix: '', value }];
}

function histogramValues(point: HistogramPoint): Values {
  const { bucketCounts = [], explicitBounds = [], count = 0, sum, min, max } = point;
  const [counts, bounds] = [bucketCounts.length, explicitBounds.length];
  if (counts > 0 && counts !== bounds + 1) {
    return malformed(
      `it has ${counts} bucketCounts and ${bounds} explicitBounds; the last bucket alone has no bound`,
    );
  }
  if (counts > OTLP_LIMITS.parts) {
    return tooMany(counts, 'buckets');
  }
  const values: Value[] = [{ suffix: '_count', value: count, isCount: true }];
  if (sum !== undefined) {
    values.push({ suffix: '_sum', value: sum });
  }
  // Without measurements some senders initialize the minimum and maximum with infinities.
  const isMeasured = (bound: number | undefined) =>
    bound !== undefined && (count > 0 || Number.isFinite(bound));
  if (min !== undefined && isMeasured(min)) {
    values.push({ suffix: '_min', value: min });
  }
  if (max !== undefined && isMeasured(max)) {
    values.push({ suffix: '_max', value: max });
  }
  let upTo = 0;
  for (let i = 0; i < counts; i++) {
    upTo += bucketCounts[i] ?? 0;
    const bound = String(toJsonNumber(explicitBounds[i] ?? Infinity));
    values.push({ suffix: '_bucket', value: upTo, isCount: true, label: ['le', bound] });
  }
  return values;
}

function summaryValues({ count = 0, sum = 0, quantileValues = [] }: SummaryPoint): Values {
  if (quantileValues.length > OTLP_LIMITS.parts) {
    return tooMany(quantileValues.length, 'quantiles');
  }
  return [
    { suffix: '_count', value: count, isCount: true },
    { suffix: '_sum', value: sum },
    ...quantileValues.map(({ quantile = 0, value = 0 }): Value => {
      return { suffix: '', value, label: ['quantile', String(quantile)] };
    }),
  ];
}

function tooMany(count: number, what: string): Rejection {
  const detail = `it has ${count} ${what}; at most ${OTLP_LIMITS.parts} are taken`;
  return { reason: 'too_large', detail };
}
