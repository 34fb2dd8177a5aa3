import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { JsonMetricsSerializer, ProtobufMetricsSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AggregationType,
  MeterProvider,
  MetricReader,
  type ResourceMetrics,
} from '@opentelemetry/sdk-metrics';

/**
 * A field of a protobuf message: its number, and a text, bytes, or the fields of a message; a
 * number is a double, a bigint 64 bits, `varint` the rest.
 */
type Field = readonly [number, string | Uint8Array | number | bigint | Fields | Varint];
export type Fields = readonly Field[];

interface Varint {
  readonly varint: number | bigint;
}

/**
 * Returns the bytes of a message, from numbers as the specification has them and not from our
 * tables.
 */
export function protobuf(fields: Fields): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  for (const [number, value] of fields) {
    if (typeof value === 'number') {
      writer.tag(number, WireType.Bit64).double(value);
    } else if (typeof value === 'bigint') {
      writer.tag(number, WireType.Bit64).sfixed64(value);
    } else if (typeof value === 'string') {
      writer.tag(number, WireType.LengthDelimited).string(value);
    } else if ('varint' in value) {
      writer.tag(number, WireType.Varint).int64(value.varint);
    } else {
      writer
        .tag(number, WireType.LengthDelimited)
        .bytes(value instanceof Uint8Array ? value : protobuf(value));
    }
  }
  return writer.finish();
}

/**
 * Returns the bytes of the request that sends these metrics of one resource, each in fields by
 * number.
 */
export function requestOf(metrics: readonly Fields[], resource: Fields = []): Uint8Array {
  const scope: Fields = metrics.map((metric) => [2, metric]);
  return protobuf([
    [
      1,
      [
        [1, resource],
        [2, scope],
      ],
    ],
  ]);
}

/**
 * Returns what OpenTelemetry's own SDK measures in one instrument of each type, with attributes of
 * each type.
 */
export async function measuredBySdk(): Promise<ResourceMetrics> {
  const reader = new (class extends MetricReader {
    protected async onForceFlush() {}
    protected async onShutdown() {}
  })();
  const provider = new MeterProvider({
    readers: [reader],
    resource: resourceFromAttributes({ 'host.name': 'gateway-7', 'process.pid': 4711 }),
    views: [
      {
        instrumentName: 'exponential',
        aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM },
      },
    ],
  });
  const meter = provider.getMeter('bedside');
  const ward = { ward: 'icu', bed: 4, monitored: true, weight: 71.5, alarms: ['spo2', 'hr'] };
  meter.createGauge('spo2', { unit: '%' }).record(97, ward);
  meter.createCounter('alarms').add(3, ward);
  meter.createUpDownCounter('beds.free', { unit: '{bed}' }).add(-2.5, ward);
  const latency = meter.createHistogram('latency', {
    unit: 'ms',
    advice: { explicitBucketBoundaries: [0.5, 10, 1_000] },
  });
  const exponential = meter.createHistogram('exponential', { unit: 's' });
  for (const value of [0.25, 7, 8, 5_000]) {
    latency.record(value, ward);
    exponential.record(value, ward);
  }
  const { resourceMetrics } = await reader.collect();
  await provider.shutdown();
  return resourceMetrics;
}

/** Returns the same metrics as OpenTelemetry's exporters send them. */
export function exported(metrics: ResourceMetrics): Record<'json' | 'protobuf', Buffer> {
  const of = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []);
  return {
    json: of(JsonMetricsSerializer.serializeRequest(metrics)),
    protobuf: of(ProtobufMetricsSerializer.serializeRequest(metrics)),
  };
}

/** The request that sends one metric, in JSON. */
export const jsonRequestOf = (metric: object, resource: readonly object[] = []) => ({
  resourceMetrics: [{ resource: { attributes: resource }, scopeMetrics: [{ metrics: [metric] }] }],
});

/** Returns a gauge of oxygen saturation with these data points, in JSON. */
export const gaugeOf = (...dataPoints: readonly object[]) => ({
  name: 'spo2',
  unit: '%',
  gauge: { dataPoints },
});

/** Returns an attribute that is a text, in JSON. */
export const textOf = (key: string, stringValue: string) => ({ key, value: { stringValue } });
