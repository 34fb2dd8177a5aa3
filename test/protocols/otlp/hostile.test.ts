import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeOtlp, type Encoding } from '#protocols/otlp/decode.ts';
import { OTLP_LIMITS } from '#protocols/otlp/limits.ts';
import type { PlacedSample } from '#protocols/placed.ts';
import { T0 } from '../../support/bed-1.ts';
import { mutated } from '../../support/mutated.ts';
import { exported, measuredBySdk } from '../../support/otlp.ts';

const OPTIONS = {
  subjectAttributes: ['ward', 'host.name'],
  promotedAttributes: ['host.name'],
  otherwise: 'a collector',
  now: T0,
};

let real: Readonly<Record<Encoding, Buffer>>;

beforeAll(async () => {
  real = exported(await measuredBySdk());
});

/** Checks that any input gives a result whose counts agree. */
function survives(body: Uint8Array, encoding: Encoding): string {
  const result = decodeOtlp(Buffer.from(body), encoding, OPTIONS);
  if ('detail' in result) {
    expect(result.detail.length).toBeLessThan(400);
    return result.kind;
  }
  const { points, samples, errors } = result;
  expect(samples.length).toBeLessThanOrEqual(OTLP_LIMITS.samples);
  for (const { index } of [...samples, ...errors]) {
    expect(index >= 0 && index < points).toBe(true);
  }
  for (const { detail } of errors) {
    expect(detail.length).toBeLessThan(300);
  }
  const isWhole = ({ sample: { value, at, subject, labels } }: PlacedSample) =>
    !Number.isNaN(value) &&
    Number.isFinite(at) &&
    subject !== '' &&
    !Object.values(labels).includes('');
  expect(samples.filter((placed) => !isWhole(placed))).toEqual([]);
  return result.kind;
}

/** Generates JSON of our keys in any order, and of anything. */
const wordy = fc.letrec((again) => ({
  value: fc.oneof(
    { maxDepth: 9, withCrossShrink: true },
    fc.constantFrom<unknown>(null, 0, -1, '1', 'NaN', 1e300, true, 'x', [], {}),
    fc.array(again('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        ...['resourceMetrics', 'resource', 'scopeMetrics', 'metrics', 'name', 'unit', 'gauge'],
        ...['sum', 'histogram', 'summary', 'dataPoints', 'attributes', 'key', 'value', '__proto__'],
        ...['asDouble', 'asInt', 'count', 'bucketCounts', 'explicitBounds', 'quantileValues'],
        ...['stringValue', 'arrayValue', 'kvlistValue', 'values', 'timeUnixNano', 'flags'],
      ),
      again('value'),
      { maxKeys: 4 },
    ),
  ),
}));

describe('the decoder is not crashed', () => {
  test('by random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        survives(bytes, 'protobuf');
        survives(bytes, 'json');
      }),
      { numRuns: 2_000 },
    );
  });

  test('by random JSON, of any words and of ours', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), wordy.value), (value) => {
        const metrics = { resourceMetrics: [{ scopeMetrics: [{ metrics: [value] }] }] };
        const point = { name: 'x', gauge: { dataPoints: [value] }, sum: value, histogram: value };
        const body = { resourceMetrics: [{ scopeMetrics: [{ metrics: [point] }] }] };
        for (const one of [value, metrics, body]) {
          survives(Buffer.from(JSON.stringify(one)), 'json');
        }
      }),
      { numRuns: 500 },
    );
  });

  test.each(['protobuf', 'json'] as const)('by mutated bodies of the SDK in %s', (encoding) => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(mutated(real[encoding]), (body) => {
        seen.add(survives(body, encoding));
      }),
      { numRuns: 2_000 },
    );
    expect(seen).toEqual(new Set(['decoded', 'malformed']));
  });

  test.each(['protobuf', 'json'] as const)('by a body in %s, cut off at each byte', (encoding) => {
    const body = real[encoding];
    for (let length = 1; length < body.length; length++) {
      expect(survives(body.subarray(0, length), encoding)).toBe('malformed');
    }
    expect(survives(body, encoding)).toBe('decoded');
  });

  test('by each byte of a message set to extreme values', () => {
    for (const byte of [0, 1, 0x7f, 0x80, 0xff]) {
      for (let at = 0; at < real.protobuf.length; at++) {
        const body = Uint8Array.from(real.protobuf);
        body[at] = byte;
        survives(body, 'protobuf');
      }
    }
  });
});
