import { describe, expect, test } from '@jest/globals';
import { createRemoteWriteDecoder } from '#protocols/remote-write/decode.ts';
import { T0 } from '../../support/bed-1.ts';
import {
  compress,
  doubleField,
  field,
  messageV1,
  messageV2,
  type SentSeries,
  varint,
  varintField,
} from '../../support/remote-write.ts';

const OPTIONS = { subjectLabels: ['bed', 'instance'], maxBytes: 1 << 22 };

const STALE = Uint8Array.of(2, 0, 0, 0, 0, 0, 0xf0, 0x7f);

const SPO2: SentSeries = {
  labels: [
    ['__name__', 'spo2'],
    ['bed', 'bed-1'],
    ['ward', 'icu'],
  ],
  samples: [{ value: 97, at: T0 }],
};

const SAMPLE = { subject: 'bed-1', metric: 'spo2', value: 97, at: T0, labels: { ward: 'icu' } };

const decodeBytes = (message: readonly number[] | Uint8Array, version: 1 | 2) =>
  createRemoteWriteDecoder(OPTIONS)(compress(Uint8Array.from(message)), version, 'prometheus');

const decode = (version: 1 | 2, ...series: readonly SentSeries[]) => {
  const decoded = decodeBytes(version === 1 ? messageV1(series) : messageV2(series), version);
  if (decoded.kind !== 'decoded') {
    throw new Error(decoded.detail);
  }
  return decoded;
};

const indexesOf = ({ samples }: ReturnType<typeof decode>) => samples.map(({ index }) => index);

const labelled = (...labels: SentSeries['labels']): SentSeries => ({ ...SPO2, labels });

const SENT = { samples: 0, histograms: 0, exemplars: 0 };

describe('the decoder reads bytes of the specification', () => {
  const sampleHex = '1210' + '090000000000405840' + '1080c8a58edf33'; // value 97, timestamp 1777878000640
  const decoded = {
    kind: 'decoded',
    samples: [{ sample: { ...SAMPLE, at: 1_777_878_000_640, labels: {} }, index: 0 }],
    sent: { ...SENT, samples: 1 },
    refused: SENT,
    errors: [],
  };
  const series: SentSeries = {
    labels: SPO2.labels.slice(0, 2),
    samples: [{ value: 97, at: 1_777_878_000_640 }],
  };

  test('in version 1', () => {
    const name = '0a10' + '0a085f5f6e616d655f5f' + '120473706f32';
    const bed = '0a0c' + '0a03626564' + '12056265642d31';
    const message = Buffer.from(`0a32${name}${bed}${sampleHex}`, 'hex');
    expect(decodeBytes(message, 1)).toEqual(decoded);
    expect(Buffer.from(messageV1([series]))).toEqual(message);
  });

  test('in version 2', () => {
    const symbols =
      '2200' + '22085f5f6e616d655f5f' + '220473706f32' + '2203626564' + '22056265642d31';
    const message = Buffer.from(`${symbols}2a18` + `0a0401020304${sampleHex}`, 'hex');
    expect(decodeBytes(message, 2)).toEqual(decoded);
    expect(Buffer.from(messageV2([series]))).toEqual(message);
  });

  test('in version 2 with labels that are not packed, and symbols that come last', () => {
    const refs = [1, 2, 3, 4].flatMap((ref) => varintField(1, ref));
    const symbols = ['', '__name__', 'spo2', 'bed', 'bed-1'].flatMap((text) => field(4, text));
    const sample = field(2, [...doubleField(1, 97), ...varintField(2, 1_777_878_000_640)]);
    const one = field(5, [...refs, ...sample]);
    expect(decodeBytes([...one, ...symbols], 2)).toEqual(decoded);
  });
});

describe.each([1, 2] as const)('in remote write %i.0', (version) => {
  test('a subject is the first label of those that may be it, or what the config says', () => {
    const one = (...labels: SentSeries['labels']) =>
      decode(version, labelled(['__name__', 'up'], ...labels)).samples[0]?.sample;
    expect(one(['bed', 'a'], ['instance', 'b'])).toMatchObject({
      subject: 'a',
      metric: 'up',
      labels: { instance: 'b' },
    });
    expect(one(['instance', 'b'], ['job', 'c'])).toMatchObject({
      subject: 'b',
      labels: { job: 'c' },
    });
    expect(one(['job', 'c'])).toMatchObject({ subject: 'prometheus', labels: { job: 'c' } });
  });

  test('a series may hold many samples, at any time that 64 bits can say', () => {
    const samples = [
      { value: -0.5, at: T0 },
      { value: 0, at: 0 },
      { value: 1e308, at: -1 },
      { value: 1, at: -(2n ** 63n) },
      { value: 2, at: 2n ** 63n - 1n },
    ];
    const decoded = decode(version, SPO2, { ...SPO2, samples });
    expect(decoded.samples.map(({ sample: { value, at } }) => [value, at])).toEqual([
      [97, T0],
      [-0.5, T0],
      [0, 0],
      [1e308, -1],
      [1, -(2 ** 63)],
      [2, 2 ** 63],
    ]);
    expect(indexesOf(decoded)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('a stale marker or another NaN is taken and makes no sample, an infinity makes one', () => {
    const values = [STALE, Number.NaN, Infinity, -Infinity, 96];
    const samples = values.map((value) => ({ value, at: T0 }));
    expect(decode(version, { ...SPO2, samples })).toEqual({
      kind: 'decoded',
      samples: [
        { sample: { ...SAMPLE, value: Infinity }, index: 2 },
        { sample: { ...SAMPLE, value: -Infinity }, index: 3 },
        { sample: { ...SAMPLE, value: 96 }, index: 4 },
      ],
      sent: { ...SENT, samples: 5 },
      refused: SENT,
      errors: [],
    });
  });

  test('a native histogram makes a count and a sum, placed after all samples', () => {
    const histograms = [
      { count: 12, sum: 3.5, at: T0 },
      { count: 2.5, float: true, sum: Number.NaN, at: T0 },
      { count: 0, sum: STALE, at: T0 },
      { count: 2n ** 64n - 1n, sum: 1, at: T0 },
      { count: 1, sum: Infinity, at: T0 },
    ];
    const decoded = decode(version, { ...SPO2, samples: [], histograms, exemplars: 2 }, SPO2);
    expect(decoded.samples.map(({ sample: { metric, value } }) => [metric, value])).toEqual([
      ['spo2_count', 12],
      ['spo2_sum', 3.5],
      ['spo2_count', 2.5],
      ['spo2_count', 2 ** 64],
      ['spo2_sum', 1],
      ['spo2_count', 1],
      ['spo2_sum', Infinity],
      ['spo2', 97],
    ]);
    expect(indexesOf(decoded)).toEqual([1, 1, 2, 4, 4, 5, 5, 0]);
    expect(decoded.sent).toEqual({ samples: 1, histograms: 5, exemplars: 2 });
  });

  test('a native histogram whose buckets do not hold what it counts is refused, and no other', () => {
    const histograms = [
      { count: 5, sum: 3.5, at: T0, buckets: [1, 4] },
      { count: 5, sum: 3.5, at: T0, buckets: [1, 3] },
      { count: 5, sum: Number.NaN, at: T0, buckets: [3, 1] },
      { count: 5, sum: Number.NaN, at: T0, buckets: [3, 3] },
      { count: 1, sum: 3.5, at: T0, buckets: [2, -1] },
      { count: 0, sum: STALE, at: T0, buckets: [7] },
    ];
    const decoded = decode(version, { ...SPO2, histograms });
    expect(indexesOf(decoded)).toEqual([0, 1, 1, 3]);
    expect(decoded.sent).toEqual({ samples: 1, histograms: 6, exemplars: 0 });
    expect(decoded.refused).toEqual({ ...SENT, histograms: 3 });
    expect(decoded.errors.map(({ index, detail }) => [index, detail])).toEqual([
      [2, 'its histogram counts 5 values and its buckets hold 4'],
      [4, 'its histogram counts 5 values and its buckets hold 6'],
      [5, 'a bucket of its histogram holds fewer than no values'],
    ]);
  });

  test('names that JavaScript knows are names like any other', () => {
    const labels = [
      ['__name__', 'up'],
      ['__proto__', 'x'],
      ['constructor', 'y'],
      ['with space.and\n', 'z'],
    ] as const;
    const [placed] = decode(version, labelled(...labels)).samples;
    expect(Object.entries(placed?.sample.labels ?? {})).toEqual(labels.slice(1));
  });

  test.each<[string, SentSeries['labels'], RegExp]>([
    ['without labels', [], /no labels/],
    ['without a name', [['bed', 'bed-1']], /no label __name__/],
    [
      'with an empty name of a label',
      [
        ['__name__', 'up'],
        ['', 'x'],
      ],
      /empty name/,
    ],
    [
      'with an empty label',
      [
        ['__name__', 'up'],
        ['job', ''],
      ],
      /"job" is empty/,
    ],
    [
      'with a label twice',
      [
        ['__name__', 'up'],
        ['a', 'x'],
        ['a', 'x'],
      ],
      /"a" is there twice/,
    ],
    [
      'with a label twice, apart',
      [
        ['__name__', 'up'],
        ['b', 'x'],
        ['a', 'x'],
        ['b', 'y'],
      ],
      /"b" is there twice/,
    ],
    ['with an empty metric', [['__name__', '']], /"__name__" is empty/],
    [
      'with too many labels',
      Array.from({ length: 65 }, (_, i) => [`l${i}`, 'x']),
      /more than 64 labels/,
    ],
  ])('a series is refused %s, and no other', (_, labels, detail) => {
    const bad = {
      ...labelled(...labels),
      samples: [SPO2.samples?.[0], SPO2.samples?.[0]].flatMap((s) => s ?? []),
      exemplars: 1,
    };
    const histograms = [{ count: 1, sum: 1, at: T0 }];
    const decoded = decode(
      version,
      SPO2,
      bad,
      { ...bad, samples: [], exemplars: 0, histograms },
      SPO2,
    );
    expect(indexesOf(decoded)).toEqual([0, 3]);
    expect(decoded.sent).toEqual({ samples: 4, histograms: 1, exemplars: 1 });
    expect(decoded.refused).toEqual({ samples: 2, histograms: 1, exemplars: 1 });
    expect(decoded.errors).toMatchObject([{ index: 1 }, { index: 4 }]);
    expect(decoded.errors[0]?.detail).toMatch(detail);
  });

  test('a series of 64 labels is taken', () => {
    const labels = Array.from({ length: 63 }, (_, i) => [`l${i}`, 'x'] as const);
    expect(decode(version, labelled(['__name__', 'up'], ...labels)).errors).toEqual([]);
  });

  test('an empty request holds nothing', () => {
    expect(decode(version)).toMatchObject({ samples: [], sent: SENT, errors: [] });
  });

  test('too many series or samples are refused as a whole', () => {
    const tag = version === 1 ? 1 : 5;
    const many = Buffer.alloc(2 * 20_001, Uint8Array.from(field(tag, [])));
    expect(decodeBytes(many, version)).toMatchObject({
      kind: 'too_large',
      detail: expect.stringContaining('20000 series'),
    });
    expect(decodeBytes(many.subarray(2), version)).toMatchObject({ kind: 'decoded' });
    const samples = [...Buffer.alloc(2 * 100_001, Uint8Array.from(field(2, [])))];
    expect(decodeBytes(field(tag, samples), version)).toMatchObject({ kind: 'too_large' });
    expect(decodeBytes(field(tag, samples.slice(2)), version)).toMatchObject({ kind: 'decoded' });
  });

  test('unknown fields are skipped, whatever their type', () => {
    const unknown = [
      ...varintField(30, 2n ** 64n - 1n),
      ...doubleField(200, 1),
      ...field(1_000, 'x'),
      ...[...varint(50 * 8 + 5), 1, 2, 3, 4],
    ];
    const message = version === 1 ? messageV1([SPO2]) : messageV2([SPO2]);
    const decoded = decodeBytes([...unknown, ...message, ...unknown], version);
    expect(decoded).toMatchObject({ kind: 'decoded', samples: [{ sample: SAMPLE }] });
  });

  test.each<[string, readonly number[], RegExp]>([
    ['a group', [0x33], /type 3/],
    ['the end of a group', [0x34], /type 4/],
    ['wire type 7', [0x37], /type 7/],
    ['field 0', [0x02, 0], /out of range/],
    ['a field number over 29 bits', [...varint(2 ** 32 + 2), 0], /out of range/],
    ['a negative tag', varint(-6), /out of range/],
    ['a varint over 64 bits', [0x30, ...Array(9).fill(0xff), 2], /more than 64 bits/],
    ['a varint without an end', [0x30, ...Array(40).fill(0xff)], /more than 64 bits/],
    ['a length beyond the message', field(9, 'abc').slice(0, -1), /goes beyond its message/],
    ['a length below zero', [...varint(9 * 8 + 2), ...varint(-5)], /goes beyond its message/],
  ])('a request is refused as a whole: %s', (_, message, detail) => {
    const start = version === 1 ? messageV1([SPO2]) : messageV2([SPO2]);
    const body = [...start, ...message];
    expect(decodeBytes(body, version)).toEqual({
      kind: 'malformed',
      detail: expect.stringMatching(detail),
    });
  });
});

describe('a body is refused, not skipped in part, for', () => {
  test.each([1, 2] as const)('the message of the other version than %i', (version) => {
    const other = version === 1 ? messageV2([SPO2]) : messageV1([SPO2]);
    const detail = expect.stringContaining('Content-Type');
    expect(decodeBytes(other, version)).toEqual({ kind: 'malformed', detail });
  });

  test.each([1, 2] as const)('samples of version %i that are no messages', (version) => {
    const message = field(version === 1 ? 1 : 5, varintField(2, 97));
    const detail = expect.stringContaining('field 2 is of another type');
    expect(decodeBytes(message, version)).toEqual({ kind: 'malformed', detail });
  });

  test('a value of four bytes, which is no double', () => {
    const name = field(1, [...field(1, '__name__'), ...field(2, 'up')]);
    const message = field(1, [...name, ...field(2, [0x0d, 0, 0, 0xc2, 0x42])]);
    const detail = expect.stringContaining('field 1 is of another type');
    expect(decodeBytes(message, 1)).toEqual({ kind: 'malformed', detail });
  });
});

describe('in only one version', () => {
  test('labels may come after samples: in version 1', () => {
    const [name, bed] = [
      field(1, [...field(1, '__name__'), ...field(2, 'spo2')]),
      field(1, [...field(2, 'bed-1'), ...field(1, 'bed')]),
    ];
    const sample = (value: number) => field(2, [...varintField(2, T0), ...doubleField(1, value)]);
    const odd = field(1, [...name, ...sample(97), ...bed, ...sample(96)]);
    const usual = field(1, [...name, ...sample(95)]);
    const decoded = decodeBytes([...usual, ...odd, ...usual, ...odd], 1);
    const samples = decoded.kind === 'decoded' ? decoded.samples : [];
    expect(samples.map(({ sample: { subject, value } }) => [subject, value])).toEqual([
      ['prometheus', 95],
      ['bed-1', 97],
      ['bed-1', 96],
      ['prometheus', 95],
      ['bed-1', 97],
      ['bed-1', 96],
    ]);
  });

  test('a unit is that of the sum, not of the count: in version 2', () => {
    const histograms = [{ count: 1, sum: 2, at: T0 }];
    const { samples } = decode(2, { ...SPO2, unit: '%', histograms }, SPO2);
    const made = samples.map(({ sample }) => sample);
    expect(made).toMatchObject([{ unit: '%' }, { metric: 'spo2_count' }, { unit: '%' }, SAMPLE]);
    expect(made.map((sample) => 'unit' in sample)).toEqual([true, false, true, false]);
  });

  test('too many symbols are refused as a whole', () => {
    const many = Buffer.alloc(2 * 200_001, Uint8Array.from(field(4, '')));
    const detail = expect.stringContaining('200000 symbols');
    expect(decodeBytes(many, 2)).toEqual({ kind: 'too_large', detail });
    expect(decodeBytes(many.subarray(2), 2)).toMatchObject({ kind: 'decoded' });
  });

  test.each<[string, readonly string[], readonly number[], RegExp]>([
    [
      'symbols that do not begin with the empty one',
      ['x', '__name__', 'up'],
      [1, 2],
      /first of the symbols/,
    ],
    ['no symbols', [], [1, 2], /first of the symbols/],
    ['a label out of range', ['', '__name__', 'up'], [1, 3], /symbol 3; there are 3/],
    [
      'a label far out of range',
      ['', '__name__', 'up'],
      [1, ...varint(2 ** 31)],
      /symbol 2147483648/,
    ],
    ['a label below zero', ['', '__name__', 'up'], [1, ...varint(-1)], /symbol -1/],
    ['a name without a value', ['', '__name__', 'up'], [1, 2, 1], /a name and no value/],
  ])('a series is refused for %s', (_, symbols, refs, detail) => {
    const one = field(5, [...field(1, refs), ...field(2, varintField(2, T0))]);
    const decoded = decodeBytes([...symbols.flatMap((text) => field(4, text)), ...one], 2);
    expect(decoded).toMatchObject({ samples: [], errors: [{ index: 0, reason: 'malformed' }] });
    expect(decoded.kind === 'decoded' && decoded.errors[0]?.detail).toMatch(detail);
  });

  test('a unit out of range refuses its series', () => {
    const symbols = ['', '__name__', 'up'].flatMap((text) => field(4, text));
    const one = field(5, [...field(1, [1, 2]), ...field(5, varintField(4, 9))]);
    expect(decodeBytes([...symbols, ...one], 2)).toMatchObject({
      errors: [{ detail: expect.stringContaining('symbol 9') }],
    });
  });

  test('what is not UTF-8 is refused, and what stands for it is a character like any other', () => {
    const series = (value: readonly number[] | string) =>
      field(1, [
        ...field(1, [...field(1, '__name__'), ...field(2, 'up')]),
        ...field(1, [...field(1, 'job'), ...field(2, value)]),
      ]);
    expect(decodeBytes(series([0xff]), 1)).toMatchObject({
      errors: [{ detail: expect.stringContaining('"job" is not UTF-8') }],
    });
    expect(decodeBytes(series('\ufffd'), 1)).toMatchObject({ errors: [] });
  });
});
