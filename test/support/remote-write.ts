/** A series in a test; the encoder below makes a sender's bytes of it. */
export interface SentSeries {
  readonly labels: readonly (readonly [name: string, value: string])[];
  readonly samples?: readonly SentSample[];
  readonly histograms?: readonly SentHistogram[];
  /** Number of its exemplars. */
  readonly exemplars?: number;
  /** Only version 2 has it. */
  readonly unit?: string;
}

interface SentSample {
  /** A number, or the 8 bytes of one. */
  readonly value: number | Uint8Array;
  readonly at: number | bigint;
}

interface SentHistogram {
  readonly count: number | bigint;
  readonly float?: boolean;
  readonly sum: number | Uint8Array;
  readonly at: number;
  /**
   * How many values each of the buckets above zero holds.
   * @default one bucket, which holds all
   */
  readonly buckets?: readonly number[];
}

export type Bytes = readonly number[];

const utf8 = new TextEncoder();

/** Returns a varint of 64 bits, which a negative number fills. */
export function varint(value: number | bigint): Bytes {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 0x7fn; rest >>= 7n) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
  }
  return [...bytes, Number(rest)];
}

function double(value: number | Uint8Array): Bytes {
  return [
    ...(typeof value === 'number' ? new Uint8Array(new Float64Array([value]).buffer) : value),
  ];
}

/** Returns a field of a message, from a text or bytes. */
export function field(number: number, content: Bytes | string): Bytes {
  const bytes = typeof content === 'string' ? [...utf8.encode(content)] : content;
  return [...varint(number * 8 + 2), ...varint(bytes.length), ...bytes];
}

export const varintField = (number: number, value: number | bigint): Bytes => [
  ...varint(number * 8),
  ...varint(value),
];

export const doubleField = (number: number, value: number | Uint8Array): Bytes => [
  ...varint(number * 8 + 1),
  ...double(value),
];

const sampleBytes = ({ value, at }: SentSample) => [
  ...doubleField(1, value),
  ...varintField(2, at),
];

function histogramBytes({ count, float, sum, at, buckets }: SentHistogram): Bytes {
  const counted = float === true ? doubleField(2, Number(count)) : varintField(1, count);
  const held = buckets?.map(BigInt) ?? (float === true ? [] : [BigInt(count)]);
  const deltas = held.flatMap((one, i) => zigzag(one - (held[i - 1] ?? 0n)));
  // Schema, zero threshold and one span of buckets, which a reader passes by.
  const layout = [...varintField(4, 6), ...doubleField(5, 1e-9), ...field(11, varintField(2, 1))];
  return [
    ...counted,
    ...doubleField(3, sum),
    ...layout,
    ...field(12, deltas),
    ...varintField(15, at),
  ];
}

const zigzag = (value: bigint) => varint((value << 1n) ^ (value >> 63n));

/** Returns the message of remote write 1.0. */
export function messageV1(series: readonly SentSeries[]): Uint8Array {
  return Uint8Array.from(
    series.flatMap(({ labels, samples = [], histograms = [], exemplars = 0 }) =>
      field(1, [
        ...labels.flatMap(([name, value]) => field(1, [...field(1, name), ...field(2, value)])),
        ...samples.flatMap((sample) => field(2, sampleBytes(sample))),
        ...Array.from({ length: exemplars }, () => field(3, doubleField(2, 0.5))).flat(),
        ...histograms.flatMap((histogram) => field(4, histogramBytes(histogram))),
      ]),
    ),
  );
}

/** Returns the message of remote write 2.0. */
export function messageV2(series: readonly SentSeries[]): Uint8Array {
  const symbols = [
    '',
    ...new Set(series.flatMap(({ labels, unit = [] }) => [...labels.flat()].concat(unit))),
  ];
  const places = new Map(symbols.map((text, place) => [text, place]));
  const ref = (text: string) => varint(places.get(text) ?? 0);
  const encoded = series.flatMap(({ labels, samples = [], histograms = [], exemplars = 0, unit }) =>
    field(5, [
      ...field(1, labels.flat().flatMap(ref)),
      ...samples.flatMap((sample) => field(2, sampleBytes(sample))),
      ...histograms.flatMap((histogram) => field(3, histogramBytes(histogram))),
      ...Array.from({ length: exemplars }, () => field(4, doubleField(2, 0.5))).flat(),
      ...(unit === undefined
        ? []
        : field(5, [...varintField(1, 2), ...varint(4 * 8), ...ref(unit)])),
    ]),
  );
  return Uint8Array.from([...symbols.flatMap((symbol) => field(4, symbol)), ...encoded]);
}

/**
 * Compresses to Snappy's block format. It looks up four bytes in a table as the reference
 * implementation does, so that literals and copies of all sizes occur.
 */
export function compress(bytes: Uint8Array): Uint8Array {
  const out = Buffer.alloc(bytes.length + Math.ceil(bytes.length / 60) * 2 + 16);
  let to = 0;
  const put = (...values: readonly number[]) => {
    for (const value of values) {
      out[to++] = value;
    }
  };
  const literal = (from: number, end: number) => {
    for (let at = from; at < end; at += 0x10000) {
      const length = Math.min(end - at, 0x10000) - 1;
      if (length < 60) {
        put(length << 2);
      } else if (length < 0x100) {
        put(60 << 2, length);
      } else {
        put(61 << 2, length & 0xff, length >>> 8);
      }
      out.set(bytes.subarray(at, at + length + 1), to);
      to += length + 1;
    }
  };
  const copy = (offset: number, length: number) => {
    if (offset < 2_048 && length >= 4 && length <= 11) {
      put(((offset >>> 8) << 5) | ((length - 4) << 2) | 1, offset & 0xff);
    } else if (offset < 0x10000) {
      put(((length - 1) << 2) | 2, offset & 0xff, offset >>> 8);
    } else {
      put(
        ((length - 1) << 2) | 3,
        offset & 0xff,
        (offset >>> 8) & 0xff,
        (offset >>> 16) & 0xff,
        offset >>> 24,
      );
    }
  };
  put(...varint(bytes.length));
  const seen = new Map<number, number>();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let literalFrom = 0;
  for (let at = 0; at + 4 <= bytes.length; ) {
    const word = view.getInt32(at, true);
    const before = seen.get(word);
    seen.set(word, at);
    if (before === undefined) {
      at += 1;
      continue;
    }
    literal(literalFrom, at);
    let length = 4;
    while (
      length < 64 &&
      at + length < bytes.length &&
      bytes[before + length] === bytes[at + length]
    ) {
      length++;
    }
    copy(at - before, length);
    at += length;
    literalFrom = at;
  }
  literal(literalFrom, bytes.length);
  return out.subarray(0, to);
}
