import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createRemoteWriteDecoder } from '#protocols/remote-write/decode.ts';
import { T0 } from '../../support/bed-1.ts';
import { mutated } from '../../support/mutated.ts';
import {
  compress,
  field,
  messageV1,
  messageV2,
  type SentSeries,
} from '../../support/remote-write.ts';
import { runs } from '../../support/runs.ts';

const OPTIONS = { subjectLabels: ['bed'], maxBytes: 10_000 };

/** As in a platform, one takes all that comes. */
const decode = createRemoteWriteDecoder(OPTIONS);

const REQUEST: readonly SentSeries[] = ['bed-1', 'bed-2', 'bed-3'].map((bed) => ({
  labels: [
    ['__name__', 'spo2'],
    ['bed', bed],
    ['ward', 'icu'],
  ],
  samples: [
    { value: 97, at: T0 },
    { value: 96, at: T0 + 1_000 },
  ],
  histograms: [{ count: 300, sum: 2.5, at: T0 }],
  exemplars: 1,
  unit: '%',
}));

const MESSAGES = { 1: messageV1(REQUEST), 2: messageV2(REQUEST) } as const;

const version = fc.constantFrom(1 as const, 2 as const);

/** Whatever comes in: a result whose counts agree, no larger than what was sent. */
function survives(body: Uint8Array, as: 1 | 2): string {
  const decoded = decode(body, as, 'prometheus');
  if (decoded.kind !== 'decoded') {
    expect(decoded.detail.length).toBeLessThan(300);
    return decoded.kind;
  }
  const { samples, sent, refused, errors } = decoded;
  const places = sent.samples + sent.histograms;
  expect(samples.length).toBeLessThanOrEqual(places - refused.samples + sent.histograms);
  for (const { index, detail } of errors) {
    expect(index >= 0 && index <= places).toBe(true);
    expect(detail.length).toBeLessThan(300);
  }
  for (const { sample, index } of samples) {
    expect(index >= 0 && index < places).toBe(true);
    expect(!Number.isNaN(sample.value) && Number.isFinite(sample.at)).toBe(true);
    expect(sample.metric).not.toBe('');
  }
  return decoded.kind;
}

describe('neither crash nor confusion of the decoder comes', () => {
  test('from random bytes, compressed and not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), version, (bytes, as) => {
        survives(bytes, as);
        survives(compress(bytes), as);
      }),
      { numRuns: runs(1_000) },
    );
  });

  test.each([1, 2] as const)('from mutated bodies of version %i', (as) => {
    const compressed = compress(MESSAGES[as]);
    const seen = new Set<string>();
    fc.assert(
      fc.property(mutated(MESSAGES[as]), mutated(compressed), (message, body) => {
        seen.add(survives(compress(message), as));
        survives(body, as);
      }),
      { numRuns: runs(1_000) },
    );
    expect(seen).toEqual(new Set(['decoded', 'malformed']));
  });

  test.each([1, 2] as const)('from a body of version %i, cut off at each of its bytes', (as) => {
    const body = compress(MESSAGES[as]);
    for (let length = 0; length < body.length; length++) {
      expect(survives(body.subarray(0, length), as)).toBe('malformed');
    }
    expect(survives(body, as)).toBe('decoded');
  });

  test.each([1, 2] as const)(
    'from a message of version %i, cut off before it was compressed',
    (as) => {
      const message = MESSAGES[as];
      const ends = Array.from(message, (_, length) =>
        survives(compress(message.subarray(0, length)), as),
      );
      // Only between two fields of the request is what came so far a message.
      const fields = as === 1 ? REQUEST.length : REQUEST.length + 10;
      expect(ends.filter((kind) => kind === 'decoded')).toHaveLength(fields);
    },
  );

  test('from each byte of a message set to extreme values', () => {
    for (const as of [1, 2] as const) {
      for (const byte of [0, 1, 0x7f, 0x80, 0xff]) {
        for (let at = 0; at < MESSAGES[as].length; at++) {
          const message = MESSAGES[as].slice();
          message[at] = byte;
          survives(compress(message), as);
        }
      }
    }
  });

  test('from labels that cannot be read to their end, which are not cached', () => {
    const decode = createRemoteWriteDecoder(OPTIONS);
    const name = [...field(1, '__name__'), ...field(2, 'up')];
    const body = compress(Uint8Array.from(field(1, field(1, [...name, 0x33]))));
    for (const time of ['first', 'second']) {
      expect([time, decode(body, 1, '').kind]).toEqual([time, 'malformed']);
    }
  });

  test.each([1, 2] as const)(
    'from what was cached of a broken body of version %i to one that follows',
    (as) => {
      const decode = createRemoteWriteDecoder(OPTIONS);
      const body = compress(MESSAGES[as]);
      const expected = decode(body, as, '');
      fc.assert(
        fc.property(mutated(MESSAGES[as]), (message) => {
          decode(compress(message), as, '');
          expect(decode(body, as, '')).toEqual(expected);
        }),
        { numRuns: runs(500) },
      );
    },
  );
});
