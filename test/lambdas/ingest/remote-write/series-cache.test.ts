import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createRemoteWriteDecoder } from '../../../../lambdas/ingest/decoders/remote-write/remote-write.ts';
import { createSeriesCache } from '../../../../lambdas/ingest/decoders/remote-write/series-cache.ts';
import { wireOf } from '../../../../lambdas/ingest/decoders/remote-write/wire.ts';
import { T0 } from '../../../support/bed-1.ts';
import { compress, messageV1, messageV2, type SentSeries } from '../../../support/remote-write.ts';

const OPTIONS = { subjectLabels: ['bed'], otherwise: 'prometheus', maxBytes: 1 << 22 };

const text = fc.stringMatching(/^[a-c]{1,6}$/);

const series: fc.Arbitrary<SentSeries> = fc.record({
  labels: fc
    .dictionary(fc.oneof(text, fc.constant('bed')), text, { maxKeys: 4, noNullPrototype: true })
    .map((labels) => [['__name__', 'spo2'] as const, ...Object.entries(labels)]),
  samples: fc.array(
    fc.record({ value: fc.double({ noNaN: true, noDefaultInfinity: true }), at: fc.nat() }),
    { maxLength: 3 },
  ),
});

/** What must come out, told without any of the decoder's means. */
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
  test('come out of any history of requests as they were sent', () => {
    const history = fc
      .array(series, { minLength: 1, maxLength: 12 })
      .chain((some) =>
        fc.array(fc.array(fc.constantFrom(...some), { maxLength: 20 }), { maxLength: 8 }),
      );
    fc.assert(
      fc.property(history, (requests) => {
        const decode = createRemoteWriteDecoder(OPTIONS);
        for (const request of requests) {
          const samples = samplesOf(request);
          expect(decode(compress(messageV1(request)), 1)).toMatchObject({ samples });
          expect(decode(compress(messageV2(request)), 2)).toMatchObject({ samples });
        }
      }),
    );
  });

  test('are put together once', () => {
    const decode = createRemoteWriteDecoder(OPTIONS);
    const body = compress(
      messageV1([
        {
          labels: [
            ['__name__', 'up'],
            ['job', 'a'],
          ],
          samples: [{ value: 1, at: T0 }],
        },
      ]),
    );
    const labels = () => {
      const decoded = decode(body, 1);
      return decoded.kind === 'decoded' ? decoded.samples[0]?.labels : undefined;
    };
    expect(labels()).toBe(labels());
  });

  const wireText = (text: string) => wireOf(Buffer.from(text));
  const named = (metric: string) => ({ subject: 's', metric, labels: {} });

  test('are kept when there are so many that their room grows', () => {
    const cache = createSeriesCache();
    const names = Array.from({ length: 2_000 }, (_, i) => `${'x'.repeat(100)}${i}`);
    for (const name of names) cache.set(wireText(name), 0, name.length, named(name));
    for (const name of names) expect(cache.get(wireText(name), 0, name.length)?.metric).toBe(name);
  });

  test('are forgotten all at once when there are too many', () => {
    const cache = createSeriesCache({ series: 2, bytes: 64 });
    for (const name of ['one', 'two', 'six'])
      cache.set(wireText(name), 0, name.length, named(name));
    const known = ['one', 'two', 'six'].map((name) => cache.get(wireText(name), 0, name.length));
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
    if (one === undefined || other === undefined) throw new Error('two are needed');
    const cache = createSeriesCache();
    cache.set(one, 0, 8, named('one'));
    expect(cache.get(other, 0, 8)).toBeUndefined();
    cache.set(other, 0, 8, named('other'));
    expect(cache.get(other, 0, 8)?.metric).toBe('other');
    expect(cache.get(one, 0, 8)).toBeUndefined();
  });

  test('are forgotten when there is no room, and never taken for another', () => {
    const cache = createSeriesCache({ series: 3, bytes: 64 });
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
          if (found === undefined) cache.set(wire, 2, to, { subject: 's', metric, labels: {} });
          else expect(found.metric).toBe(Buffer.from(word.subarray(0, to - 2)).toString('hex'));
        }
      }),
    );
  });
});
