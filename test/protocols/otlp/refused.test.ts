import { describe, expect, test } from '@jest/globals';
import { OTLP_LIMITS } from '#protocols/otlp/limits.ts';
import {
  type Fields,
  gaugeOf,
  jsonRequestOf,
  protobuf,
  requestOf,
  textOf,
} from '../../support/otlp.ts';
import { decoded, fromBytes, fromJson, fromText, point } from './given.ts';

describe('what is wrong with one data point costs that one', () => {
  test.each([
    [/neither asDouble nor asInt/, gaugeOf({}, point)],
    [
      /3 bucketCounts and 1 explicitBounds/,
      {
        name: 'h',
        histogram: { dataPoints: [{ bucketCounts: [1, 2, 3], explicitBounds: [1] }, {}] },
      },
    ],
    [
      /1001 buckets; at most 1000/,
      {
        name: 'h',
        histogram: {
          dataPoints: [
            { bucketCounts: Array(1_001).fill(0), explicitBounds: Array(1_000).fill(0) },
            {},
          ],
        },
      },
    ],
    [
      /1001 quantiles; at most 1000/,
      { name: 's', summary: { dataPoints: [{ quantileValues: Array(1_001).fill({}) }, {}] } },
    ],
    [
      /65 attributes; at most 64/,
      gaugeOf(
        { ...point, attributes: Array.from({ length: 65 }, (_, i) => textOf(`a${i}`, 'x')) },
        point,
      ),
    ],
  ])('%s', (detail, metric) => {
    const { points, errors, samples } = decoded(jsonRequestOf(metric));
    expect([points, errors]).toEqual([
      2,
      [{ index: 0, reason: expect.any(String), detail: expect.stringMatching(detail) }],
    ]);
    expect(samples.length).toBeGreaterThan(0);
    expect(new Set(samples.map(({ index }) => index))).toEqual(new Set([1]));
  });
});

describe('a request is refused for', () => {
  test.each([
    ['a text', 'x', /it is "x"; it must be an object/],
    ['a list', [], /it is \[\]; it must be an object/],
    ['a number as name', jsonRequestOf({ ...gaugeOf(), name: 5 }), /name is 5; it must be a text/],
    [
      'a time that is none',
      jsonRequestOf(gaugeOf({ timeUnixNano: '1.5' })),
      /timeUnixNano is "1.5"; it must be a whole number/,
    ],
    [
      'an enum by name, where it is read',
      jsonRequestOf(gaugeOf({ flags: 'NONE' })),
      /flags is "NONE"/,
    ],
    [
      'no list',
      jsonRequestOf({ name: 'x', gauge: { dataPoints: {} } }),
      /dataPoints is \{\}; it must be a list/,
    ],
  ])('%s', (_, body, detail) => {
    expect(fromJson(body)).toEqual({ kind: 'malformed', detail: expect.stringMatching(detail) });
  });

  test('invalid JSON', () => {
    expect(fromText('{')).toMatchObject({
      kind: 'malformed',
      detail: expect.stringMatching(/JSON/),
    });
  });

  test('text that is not UTF-8, in either form', () => {
    expect(fromText(Buffer.from([0x22, 0xff, 0x22])).kind).toBe('malformed');
    expect(fromBytes(requestOf([[[1, Uint8Array.of(0xff, 0xfe)]]])).kind).toBe('malformed');
  });

  test('a field in a type that it does not have', () => {
    const result = fromBytes(protobuf([[1, 7n]]));
    expect(result).toMatchObject({ detail: expect.stringMatching(/field 1 .* resourceMetrics/) });
  });

  test('a field that goes beyond its message, or beyond the body', () => {
    for (const length of [2, 9]) {
      const result = fromBytes(Uint8Array.of(0x0a, 2, 0x0a, length, 0x78, 1));
      expect(result).toMatchObject({ kind: 'malformed', detail: expect.stringMatching(/beyond/) });
    }
  });

  test('no reason if it is empty', () => {
    expect(fromBytes(new Uint8Array())).toMatchObject({ kind: 'decoded', points: 0 });
    expect(fromJson({ resource_metrics: 5, x: null })).toMatchObject({
      kind: 'decoded',
      points: 0,
    });
  });
});

/** Returns a request of equal histograms. */
function histogramsOf(count: number, buckets: number, attributes: readonly string[] = []) {
  const point = protobuf([
    ...attributes.map((key): Fields[number] => [
      9,
      [
        [1, key],
        [2, [[1, 'x']]],
      ],
    ]),
    [6, new Uint8Array(8 * buckets)],
    [7, new Uint8Array(8 * (buckets - 1))],
  ]);
  return requestOf([[[9, Array.from({ length: count }, (): Fields[number] => [1, point])]]]);
}

const unpacked = (count: number) => Array.from({ length: count }, (): Fields[number] => [6, 0n]);

describe('a request exceeds the limits', () => {
  test('with more messages than there is room for', () => {
    const body = protobuf([
      [1, new Uint8Array(OTLP_LIMITS.messages * 2).fill(0x12).map((_, i) => (i % 2 ? 0 : 0x12))],
    ]);
    expect(fromBytes(body)).toMatchObject({
      kind: 'too_large',
      detail: expect.stringMatching(/500000 messages/),
    });
  });

  test('with more data points, each with its buckets, than make as many samples as are accepted', () => {
    const { samples, parts } = OTLP_LIMITS;
    expect(fromBytes(histogramsOf(samples / parts, parts))).toMatchObject({
      kind: 'too_large',
      detail: expect.stringMatching(/200000 samples/),
    });
  });

  test('with as many samples, but each with so many labels that their copies would fill the memory', () => {
    const many = Array.from({ length: 60 }, (_, i) => `a${i}`);
    expect(fromBytes(histogramsOf(80, 1_000, many))).toMatchObject({
      kind: 'too_large',
      detail: expect.stringMatching(/4000000 labels/),
    });
    expect(fromBytes(histogramsOf(80, 1_000, many.slice(20))).kind).toBe('decoded');
  });

  test.each([
    ['in protobuf', () => fromBytes(histogramsOf(1, 1_200_000))],
    ['in protobuf, not packed', () => fromBytes(requestOf([[[9, [[1, unpacked(500_001)]]]]]))],
    [
      'in JSON',
      () => {
        const dataPoints = [{ bucketCounts: Array(500_001).fill(0) }];
        return fromJson(jsonRequestOf({ name: 'h', histogram: { dataPoints } }));
      },
    ],
  ])('with more numbers than there is room for, %s: before they are samples', (_, read) => {
    expect(read()).toMatchObject({
      kind: 'too_large',
      detail: expect.stringMatching(/500000 bucketCounts and explicitBounds\. Send fewer/),
    });
  });

  test('with endlessly nested values', () => {
    const deep = (levels: number): Uint8Array => {
      let value = protobuf([[1, 'x']]);
      for (let i = 0; i < levels; i++) {
        value = protobuf([[5, [[1, value]]]]);
      }
      return requestOf([
        [
          [
            5,
            [
              [
                1,
                [
                  [
                    7,
                    [
                      [1, 'a'],
                      [2, value],
                    ],
                  ],
                ],
              ],
            ],
          ],
        ],
      ]);
    };
    expect(fromBytes(deep(10)).kind).toBe('decoded');
    expect(fromBytes(deep(2_000)).kind).toBe('malformed');
    const json = '{"arrayValue":{"values":['.repeat(150_000);
    expect(fromText(`{"resourceMetrics":[{"resource":{"attributes":[{"value":${json}`).kind).toBe(
      'malformed',
    );
    const closed = `${'{"arrayValue":{"values":['.repeat(9_000)}${']}}'.repeat(9_000)}`;
    expect(
      fromText(`{"resourceMetrics":[{"resource":{"attributes":[{"value":${closed}}]}}]}`),
    ).toMatchObject({ detail: expect.stringMatching(/too deep/) });
  });

  test('with more JSON than is accepted', () => {
    expect(fromText(' '.repeat(OTLP_LIMITS.jsonBytes + 1)).kind).toBe('too_large');
  });
});
