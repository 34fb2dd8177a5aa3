import { ofReplica } from '#core/sample/replica.ts';
import type { Sample } from '#core/sample/sample.ts';
import type { Series } from './series.ts';
import { readDouble, readVarint, skipUnknown, tagOf, type Wire } from './wire.ts';

const SAMPLE = { value: tagOf.fixed64(1), at: tagOf.varint(2), known: 0b110 } as const;

/**
 * Reads a sample. A NaN makes none, since it neither breaches nor clears. One NaN, the stale
 * marker, says that the series has ended, which rules on absent data notice by themselves.
 */
export function readSample(wire: Wire, end: number, series: Series): Sample | undefined {
  let value = 0;
  let at = 0;
  while (wire.at < end) {
    const tag = readVarint(wire, end);
    if (tag === SAMPLE.value) {
      value = readDouble(wire, end);
    } else if (tag === SAMPLE.at) {
      at = readVarint(wire, end);
    } else {
      skipUnknown(wire, tag, end, SAMPLE.known);
    }
  }
  return Number.isNaN(value) ? undefined : sampleOf(series, series.metric, value, at);
}

/** Makes a sample of a series. */
export function sampleOf(series: Series, metric: string, value: number, at: number): Sample {
  const { subject, labels, unit, replica } = series;
  const sample =
    unit === undefined
      ? { subject, metric, value, at, labels }
      : { subject, metric, value, unit, at, labels };
  return ofReplica(sample, replica);
}
