import { uncompress } from '#protocols/remote-write/snappy.ts';
import {
  readDouble,
  readEnd,
  readText,
  readVarint,
  skip,
  type Wire,
  wireOf,
} from '#protocols/remote-write/wire.ts';

const MAX_BYTES = 4 * 1024 * 1024;

/** Measures snappy decompression alone. */
export function bytesOf(body: Uint8Array): Wire {
  const uncompressed = uncompress(body, MAX_BYTES);
  if (uncompressed.kind !== 'bytes') {
    throw new Error(uncompressed.detail);
  }
  return wireOf(uncompressed.bytes);
}

const VALUE = 0x09;
const SYMBOL = 0x22;
const SERIES_V1 = 0x0a;
const SAMPLES = 0x12;

/** Visits every field of every series and reads the numbers, without allocating anything. */
export function walk(wire: Wire): number {
  let sum = 0;
  const { length } = wire.bytes;
  while (wire.at < length) {
    const field = readVarint(wire, length);
    const end = readEnd(wire, length);
    if (field === SYMBOL) {
      wire.at = end;
    }
    while (wire.at < end) {
      const tag = readVarint(wire, end);
      const partEnd = readEnd(wire, end);
      while (wire.at < partEnd) {
        const part = readVarint(wire, partEnd);
        if (tag === SAMPLES) {
          sum += part === VALUE ? readDouble(wire, partEnd) : readVarint(wire, partEnd);
        } else if (field === SERIES_V1) {
          skip(wire, part, partEnd);
        } else {
          sum += part;
        }
      }
    }
  }
  return sum;
}

/**
 * Decodes the message to objects with every string, as a protobuf library does. All bench series
 * have labels and samples only.
 */
export function messageOf(wire: Wire) {
  const symbols: (string | undefined)[] = [];
  const timeseries: object[] = [];
  const { length } = wire.bytes;
  while (wire.at < length) {
    const field = readVarint(wire, length);
    const end = readEnd(wire, length);
    if (field === SYMBOL) {
      symbols.push(readText(wire, end));
    } else {
      timeseries.push(seriesOf(wire, end, field === SERIES_V1));
    }
  }
  return { symbols, timeseries };
}

function seriesOf(wire: Wire, end: number, isV1: boolean) {
  const labels: object[] = [];
  const refs: number[] = [];
  const samples: object[] = [];
  while (wire.at < end) {
    const tag = readVarint(wire, end);
    const partEnd = readEnd(wire, end);
    if (tag === SAMPLES) {
      samples.push(sampleOf(wire, partEnd));
    } else if (isV1) {
      labels.push(labelOf(wire, partEnd));
    } else {
      while (wire.at < partEnd) {
        refs.push(readVarint(wire, partEnd));
      }
    }
  }
  return { labels, refs, samples };
}

function sampleOf(wire: Wire, end: number) {
  const sample = { value: 0, timestamp: 0 };
  while (wire.at < end) {
    if (readVarint(wire, end) === VALUE) {
      sample.value = readDouble(wire, end);
    } else {
      sample.timestamp = readVarint(wire, end);
    }
  }
  return sample;
}

function labelOf(wire: Wire, end: number) {
  const texts: (string | undefined)[] = [];
  while (wire.at < end) {
    readVarint(wire, end);
    texts.push(readText(wire, readEnd(wire, end)));
  }
  const [name, value] = texts;
  return { name, value };
}
