import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createBytesCache } from '#protocols/remote-write/bytes-cache.ts';
import { createRemoteWriteDecoder } from '#protocols/remote-write/decode.ts';

import { wireOf } from '#protocols/remote-write/wire.ts';
import { T0 } from '../../support/bed-1.ts';
import { compress, messageV1, messageV2, type SentSeries } from '../../support/remote-write.ts';

const OPTIONS = { subjectLabels: ['bed'], maxBytes: 1 << 22 };

interface Named {
  readonly metric: string;
}

const ROOM = { things: 50_000, bytes: 8 * 1024 * 1024 };

const text = fc.stringMatching(/^[a-c]{1,6}$/);

const series: fc.Arbitrary<SentSeries> = fc.record({
  labels: fc
    .dictionary(fc.oneof(text, fc.constant('bed')), text, { maxKeys: 4, noNullPrototype: true })
    .map((labels) => [['__name__', 'spo2'] as const, ...Object.entries(labels)]),
  samples: fc.array(fc.record({ value: fc.double({ noNaN: true }), at: fc.nat() }), {
    maxLength: 3,
  }),
});

/** Returns the expected result, computed without the decoder. */
function samplesOf(request: readonly SentSeries[]) {
  return request.flatMap(({ labels, samples = [] }) => {
    const { __name__: metric, bed, ...rest } = Object.fromEntries(labels);
    return samples.map(({ value, at }) => ({
      subject: bed ?? 'prometheus',
      metric,
      value,
      at,
      labels: rest,
    }));
  });
}

describe('series that were seen before', () => {
  test.each([
    ['as much as there is room for', undefined],
    ['one or two of everything', { series: { things: 2, bytes: 64 }, symbols: 2 }],
    ['a few', { series: { things: 5, bytes: 200 }, symbols: 9 }],
  ])('come out of any history of requests as they were sent: remembering %s', (_, room) => {
    const history = fc
      .array(series, { minLength: 1, maxLength: 12 })
      .chain((some) =>
        fc.array(fc.array(fc.constantFrom(...some), { maxLength: 20 }), { maxLength: 8 }),
      );
    fc.assert(
      fc.property(history, (requests) => {
        const decode = createRemoteWriteDecoder(OPTIONS, room);
        for (const request of requests) {
          const samples = samplesOf(request).map((sample) => ({ sample }));
          expect(decode(compress(messageV1(request)), 1, 'prometheus')).toMatchObject({ samples });
          expect(decode(compress(messageV2(request)), 2, 'prometheus')).toMatchObject({ samples });
        }
      }),
    );
  });

  test.each([
    [1, messageV1],
    [2, messageV2],
  ] as const)('are put together once, in version %i', (version, message) => {
    const decode = createRemoteWriteDecoder(OPTIONS);
    const up = (job: string): SentSeries => ({
      labels: [
        ['__name__', 'up'],
        ['job', job],
      ],
      samples: [{ value: 1, at: T0 }],
    });
    const labels = (...sent: readonly SentSeries[]) => {
      const decoded = decode(compress(message(sent)), version, 'prometheus');
      return decoded.kind === 'decoded' ? decoded.samples.at(-1)?.sample.labels : undefined;
    };
    // In the second request the texts of version 2 have other places.
    expect(labels(up('a'))).toBe(labels(up('b'), up('a')));
  });

  test.each([
    [1, messageV1],
    [2, messageV2],
  ] as const)(
    'belong to their sender if no label names the subject, in version %i',
    (version, message) => {
      const decode = createRemoteWriteDecoder(OPTIONS);
      const samples = [{ value: 1, at: T0 }];
      const body = compress(message([{ labels: [['__name__', 'up']], samples }]));
      for (const key of ['ward 1', 'ward 2', 'ward 1']) {
        expect(decode(body, version, key)).toMatchObject({
          samples: [{ sample: { subject: key } }],
        });
      }
    },
  );

  const wireText = (text: string) => wireOf(Buffer.from(text));
  const named = (metric: string): Named => ({ metric });

  test('are kept when there are so many that their room grows', () => {
    const cache = createBytesCache<Named>(ROOM);
    const names = Array.from({ length: 2_000 }, (_, i) => `${'x'.repeat(100)}${i}`);
    for (const name of names) {
      cache.set(wireText(name), 0, name.length, named(name));
    }
    for (const name of names) {
      expect(cache.find(wireText(name), 0, name.length)?.metric).toBe(name);
    }
  });

  test('are forgotten all at once when there are too many', () => {
    const cache = createBytesCache<Named>({ things: 2, bytes: 64 });
    for (const name of ['one', 'two', 'six']) {
      cache.set(wireText(name), 0, name.length, named(name));
    }
    const known = ['one', 'two', 'six'].map((name) => cache.find(wireText(name), 0, name.length));
    expect(known).toEqual([undefined, undefined, named('six')]);
  });

  test('are known by their bytes, whatever their hash', () => {
    const mix = (hash: number, word: number) =>
      Math.imul(((hash << 5) | (hash >>> 27)) ^ word, 0x9e3779b1);
    const turned = (hash: number) => (hash << 5) | (hash >>> 27);
    // The second word makes good what the first has changed.
    const [one, other] = [
      [1, 0],
      [2, turned(mix(8, 1)) ^ turned(mix(8, 2))],
    ].map((words) => wireOf(Buffer.from(Int32Array.from(words).buffer)));
    if (one === undefined || other === undefined) {
      throw new Error('two are needed');
    }
    const cache = createBytesCache<Named>(ROOM);
    cache.set(one, 0, 8, named('one'));
    expect(cache.find(other, 0, 8)).toBeUndefined();
    cache.set(other, 0, 8, named('other'));
    expect(cache.find(other, 0, 8)?.metric).toBe('other');
    expect(cache.find(one, 0, 8)).toBeUndefined();
  });

  test('are known by all their bytes, where these are doubles that equal others or not themselves', () => {
    const cache = createBytesCache<Named>(ROOM);
    const doubles = [0, -0, Number.NaN, 1].map((double) =>
      wireOf(Buffer.from(Float64Array.of(1, double, 2).buffer)),
    );
    for (const [i, wire] of doubles.entries()) {
      // Looked up right after itself, where it is predicted, and after another.
      expect(cache.find(wire, 0, 24)).toBeUndefined();
      cache.set(wire, 0, 24, named(String(i)));
      cache.find(wire, 0, 24);
    }
    const found = doubles.map((wire) => cache.find(wire, 0, 24)?.metric);
    expect(found).toEqual(['0', '1', '2', '3']);
  });

  test('are forgotten when there is no room, and never taken for another', () => {
    const cache = createBytesCache<Named>({ things: 3, bytes: 64 });
    const words = fc.array(fc.uint8Array({ minLength: 1, maxLength: 30 }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(words, fc.array(fc.nat(), { maxLength: 40 }), (some, order) => {
        for (const place of order) {
          const word = some[place % some.length] ?? Uint8Array.of(0);
          const wire = wireOf(Buffer.concat([Buffer.from('..'), word]));
          const metric = Buffer.from(word).toString('hex');
          const end = cache.guess(wire, 2, wire.bytes.length);
          const to = end === 2 ? wire.bytes.length : end;
          const found = cache.get(wire, 2, to);
          if (found === undefined) {
            cache.set(wire, 2, to, { metric });
          } else {
            expect(found.metric).toBe(Buffer.from(word.subarray(0, to - 2)).toString('hex'));
          }
        }
      }),
    );
  });
});
