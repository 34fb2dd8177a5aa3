import type { Sample } from '#core/sample/sample.ts';
import type { Series } from './series.ts';
import { readDouble, readVarint, skipUnknown, tagOf, type Wire } from './wire.ts';

const SAMPLE = { value: tagOf.fixed64(1), at: tagOf.varint(2), known: 0b110 } as const;

const HISTOGRAM = {
  count: tagOf.varint(1),
  floatCount: tagOf.fixed64(2),
  sum: tagOf.fixed64(3),
  at: tagOf.varint(15),
  known: (1 << 1) | (1 << 2) | (1 << 3) | (1 << 15),
} as const;

/**
 * Reads a sample. A value that is no finite number makes none: a NaN neither breaches nor clears, and one of them, the stale marker, says that the
 * series has ended, which rules on absent data notice by themselves.
 */
export function readSample(wire: Wire, end: number, series: Series): Sample | undefined {
  let value = 0;
  let at = 0;
  while (wire.at < end) {
    const tag = readVarint(wire, end);
    if (tag === SAMPLE.value) value = readDouble(wire, end);
    else if (tag === SAMPLE.at) at = readVarint(wire, end);
    else skipUnknown(wire, tag, end, SAMPLE.known);
  }
  return Number.isFinite(value) ? sampleOf(series, series.metric, value, at) : undefined;
}

/** Reads a native histogram as two samples, how many values it holds and their sum: its buckets are not evaluated. */
export function readHistogram(wire: Wire, end: number, series: Series): readonly Sample[] {
  let count = 0;
  let sum = 0;
  let at = 0;
  let stale = false;
  while (wire.at < end) {
    const tag = readVarint(wire, end);
    if (tag === HISTOGRAM.sum) {
      stale = isStale(wire, end);
      sum = readDouble(wire, end);
    } else if (tag === HISTOGRAM.count) count = unsigned(readVarint(wire, end));
    else if (tag === HISTOGRAM.floatCount) count = readDouble(wire, end);
    else if (tag === HISTOGRAM.at) at = readVarint(wire, end);
    else skipUnknown(wire, tag, end, HISTOGRAM.known);
  }
  if (stale) return [];
  const { unit: _, ...unitless } = series;
  return [
    sampleOf(unitless, `${series.metric}_count`, count, at),
    sampleOf(series, `${series.metric}_sum`, sum, at),
  ].filter(({ value }) => Number.isFinite(value));
}

/** Prometheus' stale marker (model/value): one NaN among many, known by its bits only, which a JavaScript number need not keep. */
function isStale({ view, at }: Wire, end: number): boolean {
  return (
    end - at >= 8 && view.getUint32(at, true) === 2 && view.getUint32(at + 4, true) === 0x7ff00000
  );
}

function unsigned(value: number): number {
  return value < 0 ? value + 2 ** 64 : value;
}

function sampleOf(series: Series, metric: string, value: number, at: number): Sample {
  const { subject, labels, unit } = series;
  return unit === undefined
    ? { subject, metric, value, at, labels }
    : { subject, metric, value, unit, at, labels };
}
