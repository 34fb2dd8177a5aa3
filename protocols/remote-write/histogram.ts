import type { Sample } from '#core/sample/sample.ts';
import type { Rejection } from '#core/sample/validate-sample.ts';
import { malformed } from '../decoded.ts';
import { sampleOf } from './points.ts';
import type { Series } from './series.ts';
import { readDouble, readEnd, readVarint, skipUnknown, tagOf, type Wire } from './wire.ts';

const HISTOGRAM = {
  count: tagOf.varint(1),
  floatCount: tagOf.fixed64(2),
  sum: tagOf.fixed64(3),
  zeroCount: tagOf.varint(6),
  deltas: [tagOf.bytes(9), tagOf.bytes(12)],
  unpackedDeltas: [tagOf.varint(9), tagOf.varint(12)],
  at: tagOf.varint(15),
  known: (1 << 1) | (1 << 2) | (1 << 3) | (1 << 6) | (1 << 9) | (1 << 12) | (1 << 15),
} as const;

/**
 * The buckets of one sign that were read so far: each is encoded as its difference from the one
 * before.
 */
interface Buckets {
  last: number;
  /** The total count of all buckets, and whether one was negative. */
  held: number;
  negative: boolean;
}

interface Fields {
  count: number;
  sum: number;
  at: number;
  stale: boolean;
  float: boolean;
  zeroCount: number;
  readonly buckets: readonly [Buckets, Buckets];
}

/**
 * Reads a native histogram as two samples: the number of values and their sum. Its buckets are not
 * evaluated, but must agree with the count.
 */
export function readHistogram(
  wire: Wire,
  end: number,
  series: Series,
): readonly Sample[] | Rejection {
  const fields = readFields(wire, end);
  if (fields.stale) {
    return [];
  }
  const fault = faultOf(fields);
  if (fault !== undefined) {
    return malformed(fault);
  }
  const { count, sum, at } = fields;
  const { unit: _, ...unitless } = series;
  return [
    sampleOf(unitless, `${series.metric}_count`, count, at),
    sampleOf(series, `${series.metric}_sum`, sum, at),
  ].filter(({ value }) => !Number.isNaN(value));
}

function readFields(wire: Wire, end: number): Fields {
  const none = () => ({ last: 0, held: 0, negative: false });
  const buckets = [none(), none()] as const;
  const read = { count: 0, sum: 0, at: 0, stale: false, float: false, zeroCount: 0, buckets };
  while (wire.at < end) {
    const tag = readVarint(wire, end);
    if (tag === HISTOGRAM.sum) {
      read.stale = isStale(wire, end);
      read.sum = readDouble(wire, end);
    } else if (tag === HISTOGRAM.count) {
      read.count = unsigned(readVarint(wire, end));
    } else if (tag === HISTOGRAM.floatCount) {
      read.count = readDouble(wire, end);
      read.float = true;
    } else if (tag === HISTOGRAM.zeroCount) {
      read.zeroCount = unsigned(readVarint(wire, end));
    } else if (tag === HISTOGRAM.at) {
      read.at = readVarint(wire, end);
    } else if (!readDeltas(wire, tag, end, buckets)) {
      skipUnknown(wire, tag, end, HISTOGRAM.known);
    }
  }
  return read;
}

function readDeltas(wire: Wire, tag: number, end: number, buckets: Fields['buckets']): boolean {
  for (const side of [0, 1] as const) {
    if (tag === HISTOGRAM.unpackedDeltas[side]) {
      addDelta(buckets[side], readVarint(wire, end));
      return true;
    } else if (tag === HISTOGRAM.deltas[side]) {
      for (const last = readEnd(wire, end); wire.at < last; ) {
        addDelta(buckets[side], readVarint(wire, last));
      }
      return true;
    }
  }
  return false;
}

function addDelta(buckets: Buckets, encoded: number): void {
  const zigzag = unsigned(encoded);
  buckets.last += zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  buckets.held += buckets.last;
  buckets.negative ||= buckets.last < 0;
}

/**
 * The same checks as in Prometheus (model/histogram). Sums of float buckets depend on the order of
 * rounding: only Prometheus' own arithmetic would agree.
 */
function faultOf({ count, sum, float, zeroCount, buckets }: Fields): string | undefined {
  if (float) {
    return undefined;
  }
  if (buckets.some(({ negative }) => negative)) {
    return 'a bucket of its histogram holds fewer than no values';
  }
  const held = zeroCount + buckets[0].held + buckets[1].held;
  if (!Number.isSafeInteger(held) || !Number.isSafeInteger(count)) {
    return undefined;
  }
  // NaN values are counted, and are in no bucket.
  if (held === count || (Number.isNaN(sum) && held < count)) {
    return undefined;
  }
  return `its histogram counts ${count} values and its buckets hold ${held}`;
}

/**
 * Prometheus' stale marker (model/value): one of many NaNs, distinguished by its bits, which a
 * JavaScript number need not keep.
 */
function isStale({ view, at }: Wire, end: number): boolean {
  return (
    end - at >= 8 && view.getUint32(at, true) === 2 && view.getUint32(at + 4, true) === 0x7ff00000
  );
}

function unsigned(value: number): number {
  return value < 0 ? value + 2 ** 64 : value;
}
