import { describe, expect, test } from '@jest/globals';
import { OTLP_LIMITS } from '#lambdas/ingest/decoders/otlp/otlp.ts';
import {
  type Fields,
  gaugeOf,
  jsonRequestOf,
  protobuf,
  requestOf,
  textOf,
} from '../../../support/otlp.ts';
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
      /65 attributes; at most 64/,
      gaugeOf(
        { ...point, attributes: Array.from({ length: 65 }, (_, i) => textOf(`a${i}`, 'x')) },
        point,
      ),
    ],
  ])('%s', (detail, metric) => {
    const { points, errors, samples, indexes } = decoded(jsonRequestOf(metric));
    expect([points, errors]).toEqual([
      2,
      [{ index: 0, reason: expect.any(String), detail: expect.stringMatching(detail) }],
    ]);
    expect([samples.length, indexes]).toEqual([1, [1]]);
  });
});

describe('what is no request', () => {
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

  test('no JSON', () => {
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

  test('nothing at all is a request that holds nothing', () => {
    expect(fromBytes(new Uint8Array())).toMatchObject({ kind: 'decoded', points: 0 });
    expect(fromJson({ resource_metrics: 5, x: null })).toMatchObject({
      kind: 'decoded',
      points: 0,
    });
  });
});

describe('bounds', () => {
  test('more messages than there is room for', () => {
    const body = protobuf([
      [1, new Uint8Array(OTLP_LIMITS.messages * 2).fill(0x12).map((_, i) => (i % 2 ? 0 : 0x12))],
    ]);
    expect(fromBytes(body)).toMatchObject({
      kind: 'too_large',
      detail: expect.stringMatching(/500000 messages/),
    });
  });

  test('buckets that would make more samples than are taken', () => {
    const histogram: Fields = [
      [
        9,
        [
          [
            1,
            [
              [6, new Uint8Array(8 * (OTLP_LIMITS.samples + 1))],
              [7, new Uint8Array(8 * OTLP_LIMITS.samples)],
            ],
          ],
        ],
      ],
    ];
    expect(fromBytes(requestOf([histogram]))).toMatchObject({
      kind: 'too_large',
      detail: expect.stringMatching(/200000 samples/),
    });
  });

  test('values in values without end', () => {
    const deep = (levels: number): Uint8Array => {
      let value = protobuf([[1, 'x']]);
      for (let i = 0; i < levels; i++) value = protobuf([[5, [[1, value]]]]);
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

  test('more JSON than is taken', () => {
    expect(fromText(' '.repeat(OTLP_LIMITS.jsonBytes + 1)).kind).toBe('too_large');
  });
});
