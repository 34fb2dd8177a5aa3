import { WireType } from '@bufbuild/protobuf/wire';
import {
  BOOL,
  BYTES,
  DOUBLE,
  FIXED64,
  INT64,
  type Kind,
  type Of,
  SFIXED64,
  TEMPORALITY,
  TEXT,
  UINT32,
} from './kinds.ts';
import { many, message, one, packed } from './message.ts';

// The messages of opentelemetry-proto 1.x (common/v1, resource/v1, metrics/v1,
// collector/metrics/v1), as far as samples need them.

/** The value of an attribute: one of these, or none. */
export interface AnyValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: string;
  readonly doubleValue?: number;
  readonly arrayValue?: { readonly values?: readonly AnyValue[] };
  readonly kvlistValue?: { readonly values?: readonly KeyValue[] };
  readonly bytesValue?: string;
}

export interface KeyValue {
  readonly key?: string;
  readonly value?: AnyValue;
}

// The message is recursive.
const VALUE: Kind<AnyValue> = {
  wire: WireType.LengthDelimited,
  fromWire: (reader, room) => ANY_VALUE.fromWire(reader, room),
  fromJson: (value, room, name) => ANY_VALUE.fromJson(value, room, name),
};

const KEY_VALUE: Kind<KeyValue> = message({ key: one(1, TEXT), value: one(2, VALUE) });

const ANY_VALUE: Kind<AnyValue> = message({
  stringValue: one(1, TEXT),
  boolValue: one(2, BOOL),
  intValue: one(3, INT64),
  doubleValue: one(4, DOUBLE),
  arrayValue: one(5, message({ values: many(1, VALUE) })),
  kvlistValue: one(6, message({ values: many(1, KEY_VALUE) })),
  bytesValue: one(7, BYTES),
});

const NUMBER_POINT = message({
  attributes: many(7, KEY_VALUE),
  startTimeUnixNano: one(2, FIXED64),
  timeUnixNano: one(3, FIXED64),
  asDouble: one(4, DOUBLE),
  asInt: one(6, SFIXED64),
  flags: one(8, UINT32),
});

const HISTOGRAM_POINT = message({
  attributes: many(9, KEY_VALUE),
  startTimeUnixNano: one(2, FIXED64),
  timeUnixNano: one(3, FIXED64),
  count: one(4, FIXED64),
  sum: one(5, DOUBLE),
  bucketCounts: packed(6, FIXED64),
  explicitBounds: packed(7, DOUBLE),
  flags: one(10, UINT32),
  min: one(11, DOUBLE),
  max: one(12, DOUBLE),
});

/** Its buckets are not evaluated. */
const EXPONENTIAL_POINT = message({
  attributes: many(1, KEY_VALUE),
  startTimeUnixNano: one(2, FIXED64),
  timeUnixNano: one(3, FIXED64),
  count: one(4, FIXED64),
  sum: one(5, DOUBLE),
  flags: one(10, UINT32),
  min: one(12, DOUBLE),
  max: one(13, DOUBLE),
});

const SUMMARY_POINT = message({
  attributes: many(7, KEY_VALUE),
  startTimeUnixNano: one(2, FIXED64),
  timeUnixNano: one(3, FIXED64),
  count: one(4, FIXED64),
  sum: one(5, DOUBLE),
  quantileValues: many(6, message({ quantile: one(1, DOUBLE), value: one(2, DOUBLE) })),
  flags: one(8, UINT32),
});

const points = <T>(kind: Kind<T>) => message({ dataPoints: many(1, kind) });

const aggregated = <T>(kind: Kind<T>) =>
  message({ dataPoints: many(1, kind), aggregationTemporality: one(2, TEMPORALITY) });

const METRIC = message({
  name: one(1, TEXT),
  unit: one(3, TEXT),
  gauge: one(5, points(NUMBER_POINT)),
  sum: one(7, aggregated(NUMBER_POINT)),
  histogram: one(9, aggregated(HISTOGRAM_POINT)),
  exponentialHistogram: one(10, aggregated(EXPONENTIAL_POINT)),
  summary: one(11, points(SUMMARY_POINT)),
});

const RESOURCE_METRICS = message({
  resource: one(1, message({ attributes: many(1, KEY_VALUE) })),
  scopeMetrics: many(2, message({ metrics: many(2, METRIC) })),
});

/** The request of an exporter: ExportMetricsServiceRequest. */
export const EXPORT_REQUEST = message({ resourceMetrics: many(1, RESOURCE_METRICS) });

export type ExportRequest = Of<typeof EXPORT_REQUEST>;
export type Metric = Of<typeof METRIC>;
export type NumberPoint = Of<typeof NUMBER_POINT>;
export type HistogramPoint = Of<typeof HISTOGRAM_POINT>;
export type SummaryPoint = Of<typeof SUMMARY_POINT>;
