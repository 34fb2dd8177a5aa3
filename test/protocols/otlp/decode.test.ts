import { describe, expect, test } from '@jest/globals';
import { T0 } from '../../support/bed-1.ts';
import {
  exported,
  type Fields,
  gaugeOf,
  jsonRequestOf,
  measuredBySdk,
  requestOf,
} from '../../support/otlp.ts';
import { AT, decoded, fromBytes, fromJson, fromText, point } from './given.ts';

const samplesOf = (metric: object) =>
  decoded(jsonRequestOf(metric)).samples.map(
    ({ sample: { metric: name, value, unit, labels } }) => [name, value, unit ?? '', labels],
  );

describe('what the SDK of OpenTelemetry measures', () => {
  test('is the same in both forms', async () => {
    const { json, protobuf: bytes } = exported(await measuredBySdk());
    const expected = fromText(json);
    expect(fromBytes(bytes)).toEqual(expected);
    expect(expected).toMatchObject({ kind: 'decoded', points: 5, errors: [] });
  });

  test('becomes samples of the resource, with labels of its attributes', async () => {
    const { protobuf: bytes } = exported(await measuredBySdk());
    const result = fromBytes(bytes);
    if ('detail' in result) {
      throw new Error(result.detail);
    }
    const expectedLabels = {
      ward: 'icu',
      bed: '4',
      monitored: 'true',
      weight: '71.5',
      alarms: '["spo2","hr"]',
    };
    expect(new Set(result.samples.map(({ sample }) => sample.subject))).toEqual(
      new Set(['gateway-7']),
    );
    const values = result.samples.map(({ sample: { metric, value, unit, labels } }) => {
      const { le, ...rest } = labels;
      expect(rest).toEqual(expectedLabels);
      return [metric, value, unit, le];
    });
    expect(values).toEqual([
      ['exponential_count', 4, undefined, undefined],
      ['exponential_sum', 5015.25, 's', undefined],
      ['exponential_min', 0.25, 's', undefined],
      ['exponential_max', 5_000, 's', undefined],
      ['spo2', 97, '%', undefined],
      ['alarms', 3, undefined, undefined],
      ['beds.free', -2.5, '{bed}', undefined],
      ['latency_count', 4, undefined, undefined],
      ['latency_sum', 5015.25, 'ms', undefined],
      ['latency_min', 0.25, 'ms', undefined],
      ['latency_max', 5_000, 'ms', undefined],
      ['latency_bucket', 1, undefined, '0.5'],
      ['latency_bucket', 3, undefined, '10'],
      ['latency_bucket', 3, undefined, '1000'],
      ['latency_bucket', 4, undefined, '+Inf'],
    ]);
  });
});

describe('a data point becomes', () => {
  test('no minimum and maximum if it is an empty histogram, though some send infinities', () => {
    const dataPoints = [{ ...point, count: 0, sum: 0, min: 'Infinity', max: '-Infinity' }];
    const made = samplesOf({ name: 'latency', histogram: { dataPoints } });
    expect(made.map(([metric]) => metric)).toEqual(['latency_count', 'latency_sum']);
  });

  test('a count, a sum, and quantiles under its own name if it is a summary', () => {
    const quantileValues = [
      { quantile: 0.5, value: 1.5 },
      { quantile: 0.99, value: 9 },
      { value: 1 },
    ];
    const summary = { dataPoints: [{ timeUnixNano: String(AT), count: '12', quantileValues }] };
    const expected = [
      ['latency_count', 12, '', {}],
      ['latency_sum', 0, 's', {}],
      ['latency', 1.5, 's', { quantile: '0.5' }],
      ['latency', 9, 's', { quantile: '0.99' }],
      ['latency', 1, 's', { quantile: '0' }],
    ];
    expect(samplesOf({ name: 'latency', unit: 's', summary })).toEqual(expected);
    const quantile = (q: number, value: number): Fields[number] => [
      6,
      [
        [1, q],
        [2, value],
      ],
    ];
    const fields: Fields = [
      [3, AT],
      [4, 12n],
      quantile(0.5, 1.5),
      quantile(0.99, 9),
      [6, [[2, 1]]],
    ];
    const bytes = requestOf([
      [
        [1, 'latency'],
        [3, 's'],
        [11, [[1, fields]]],
      ],
    ]);
    expect(fromBytes(bytes)).toEqual(
      fromJson(jsonRequestOf({ name: 'latency', unit: 's', summary })),
    );
  });

  test('the value that was sent if it is a sum, cumulative or delta', () => {
    for (const aggregationTemporality of [1, 2]) {
      const sum = { dataPoints: [{ asInt: '5' }], aggregationTemporality, isMonotonic: true };
      expect(samplesOf({ name: 'alarms', sum })).toEqual([['alarms', 5, '', {}]]);
    }
  });

  test('since when a sum counts, which a gauge does not', () => {
    const dataPoints = [{ asInt: 5, startTimeUnixNano: '1790000000000000000' }];
    const sinceOf = (metric: object) =>
      decoded(jsonRequestOf(metric)).samples.map(({ sample }) => sample.since);
    expect(sinceOf({ name: 'x', sum: { dataPoints } })).toEqual([1_790_000_000_000]);
    expect(sinceOf({ name: 'x', gauge: { dataPoints } })).toEqual([undefined]);
    const bytes = requestOf([
      [
        [1, 'x'],
        [
          7,
          [
            [
              1,
              [
                [2, 1_790_000_000_000_000_000n],
                [6, 5n],
              ],
            ],
          ],
        ],
      ],
    ]);
    const read = fromBytes(bytes);
    expect('samples' in read && read.samples[0]?.sample.since).toBe(1_790_000_000_000);
  });

  test('what there is if it is a histogram without buckets, or without a sum', () => {
    const histogram = { dataPoints: [{ count: 3, max: 4 }] };
    expect(samplesOf({ name: 'h', histogram })).toEqual([
      ['h_count', 3, '', {}],
      ['h_max', 4, '', {}],
    ]);
  });

  test('whole numbers from text or numbers, rounded from 64 bits if need be', () => {
    const values = (asInt: unknown) =>
      samplesOf({ name: 'x', gauge: { dataPoints: [{ asInt }] } })[0]?.[1];
    expect([values('-7'), values(-7), values('9223372036854775807')]).toEqual([-7, -7, 2 ** 63]);
    const bytes = (int: bigint) =>
      requestOf([
        [
          [1, 'x'],
          [5, [[1, [[6, int]]]]],
        ],
      ]);
    for (const int of [-1n, -(2n ** 63n), 2n ** 53n, 2n ** 63n - 1n, 4_294_967_296n]) {
      expect(fromBytes(bytes(int))).toMatchObject({
        samples: [{ sample: { value: Number(int) } }],
      });
    }
  });

  test('numbers from any form that JSON of protobuf may have', () => {
    expect(samplesOf(gaugeOf({ asDouble: '1.5e3' }))).toEqual([['spo2', 1_500, '%', {}]]);
    expect(samplesOf(gaugeOf({ asDouble: '-Infinity' }))).toEqual([['spo2', -Infinity, '%', {}]]);
  });

  test.each([
    ['NaN', { asDouble: 'NaN' }],
    ['the flag that there is none', { flags: 1 }],
    ['the flag beside a value', { flags: 3, asDouble: 5 }],
  ])('no sample, and is accepted, if it is %s', (_, value) => {
    expect(decoded(jsonRequestOf(gaugeOf(value, point)))).toMatchObject({
      points: 2,
      samples: [{ sample: { value: 97 }, index: 1 }],
      errors: [],
    });
  });

  test('a sample of the millisecond in which it was measured, or of now', () => {
    // At an odd multiple of 128 ns between two doubles, cutting off would make the millisecond
    // before.
    for (const ms of [T0, T0 + 1, 1_700_000_000_122, 1_700_000_000_123, 1_700_000_000_126]) {
      const timeUnixNano = BigInt(ms) * 1_000_000n;
      const bytes = requestOf([
        [
          [1, 'x'],
          [
            5,
            [
              [
                1,
                [
                  [3, timeUnixNano],
                  [4, 1],
                ],
              ],
            ],
          ],
        ],
      ]);
      const json = jsonRequestOf(gaugeOf({ timeUnixNano: String(timeUnixNano), asDouble: 1 }));
      for (const result of [fromBytes(bytes), fromJson(json)]) {
        expect(result).toMatchObject({ samples: [{ sample: { at: ms } }] });
      }
    }
    for (const unset of [{}, { timeUnixNano: '0' }, { timeUnixNano: null }]) {
      expect(fromJson(jsonRequestOf(gaugeOf({ ...unset, asInt: 1 })))).toMatchObject({
        samples: [{ sample: { at: T0 } }],
      });
    }
  });
});
