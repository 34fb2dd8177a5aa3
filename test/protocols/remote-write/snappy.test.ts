import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { uncompress } from '#protocols/remote-write/snappy.ts';
import { compress } from '../../support/remote-write.ts';

const MAX = 100_000;

const bytes = (...parts: readonly (number | string)[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part)] : part)),
  );

const textOf = (body: Uint8Array, maxBytes = MAX) => {
  const result = uncompress(body, maxBytes);
  return result.kind === 'bytes' ? result.bytes.toString() : result;
};

describe("snappy's block format", () => {
  test.each<[string, Uint8Array, string]>([
    ['nothing', bytes(0), ''],
    ['a literal', bytes(5, 4 << 2, 'bed-1'), 'bed-1'],
    ['a literal whose length takes a byte', bytes(70, 60 << 2, 69, 'x'.repeat(70)), 'x'.repeat(70)],
    ['a literal whose length takes two', bytes(70, 61 << 2, 69, 0, 'x'.repeat(70)), 'x'.repeat(70)],
    ['three', bytes(70, 62 << 2, 69, 0, 0, 'x'.repeat(70)), 'x'.repeat(70)],
    ['four', bytes(70, 63 << 2, 69, 0, 0, 0, 'x'.repeat(70)), 'x'.repeat(70)],
    ['a copy of one byte of offset', bytes(10, 4 << 2, 'bed-1', (1 << 2) | 1, 5), 'bed-1bed-1'],
    ['a copy of two', bytes(10, 4 << 2, 'bed-1', (4 << 2) | 2, 5, 0), 'bed-1bed-1'],
    ['a copy of four', bytes(10, 4 << 2, 'bed-1', (4 << 2) | 3, 5, 0, 0, 0), 'bed-1bed-1'],
    ['a copy that overlaps itself', bytes(9, 1 << 2, 'ab', (6 << 2) | 2, 2, 0), 'ababababa'],
    ['a run', bytes(12, 0, 'a', (7 << 2) | 1, 1), 'a'.repeat(12)],
    [
      'overlapping, further than four bytes',
      bytes(13, 4 << 2, 'bed-1', (7 << 2) | 2, 5, 0),
      'bed-1bed-1bed',
    ],
  ])('%s', (_, body, text) => {
    expect(textOf(body)).toBe(text);
  });

  test('has copies with high bits of the offset in the tag', () => {
    const literal = Buffer.alloc(600, 'x').fill('start', 0, 5);
    const body = bytes(
      0xdc,
      0x04,
      61 << 2,
      0x57,
      0x02,
      literal.toString(),
      (2 << 5) | 1,
      600 - 512,
    );
    expect(textOf(body)).toBe(`${literal}star`);
  });

  test.each<[string, Uint8Array, RegExp]>([
    ['an empty body', bytes(), /its length is cut off/],
    ['a length that does not end', bytes(0x80, 0x80), /its length is cut off/],
    ['a length of six bytes', bytes(0x80, 0x80, 0x80, 0x80, 0x80, 0), /its length is .*too long/],
    ['a literal that is cut off', bytes(5, 4 << 2, 'bed'), /literal goes beyond/],
    ['a literal whose length is cut off', bytes(70, 61 << 2, 69), /more than 3 can become|literal/],
    ['a literal of 4 GB', bytes(5, 63 << 2, 255, 255, 255, 255, 'bed-1'), /literal goes beyond/],
    [
      'a copy that is cut off',
      bytes(9, 4 << 2, 'bed-1', (3 << 2) | 2, 5),
      /copy goes beyond its end/,
    ],
    ['a copy from nowhere', bytes(9, 4 << 2, 'bed-1', 1, 0), /before its beginning/],
    ['a copy from before the beginning', bytes(9, 4 << 2, 'bed-1', 1, 6), /before its beginning/],
    [
      'an offset of 4 GB',
      bytes(9, 4 << 2, 'bed-1', 15, 255, 255, 255, 255),
      /before its beginning/,
    ],
    ['a literal longer than the length', bytes(4, 4 << 2, 'bed-1'), /more than the length/],
    ['a copy longer than the length', bytes(8, 4 << 2, 'bed-1', 1, 5), /more than the length/],
    ['less than the length', bytes(6, 4 << 2, 'bed-1'), /holds 5 bytes and says 6/],
    ['bytes after the end', bytes(5, 4 << 2, 'bed-1', 0), /literal goes beyond/],
    [
      'what no body so short can become',
      bytes(0xff, 0xff, 0x03, 0, 'a'),
      /65535 bytes, more than 5 can/,
    ],
  ])('refuses %s', (_, body, detail) => {
    expect(textOf(body)).toEqual({ kind: 'malformed', detail: expect.stringMatching(detail) });
  });

  test('refuses a bomb by its first bytes, before anything is allocated', () => {
    const body = bytes(0xff, 0xff, 0xff, 0xff, 0x0f);
    expect(textOf(body)).toEqual({
      kind: 'too_large',
      detail:
        'The body is 4294967295 bytes uncompressed; at most 100000 are taken. Send fewer samples a request.',
    });
    expect(textOf(bytes(5, 4 << 2, 'bed-1'), 4)).toMatchObject({ kind: 'too_large' });
    expect(textOf(bytes(5, 4 << 2, 'bed-1'), 5)).toBe('bed-1');
  });

  test('gives back what was compressed', () => {
    const repetitive = fc
      .array(fc.uint8Array({ minLength: 1, maxLength: 80 }), { minLength: 1, maxLength: 4 })
      .chain((words) => fc.array(fc.constantFrom(...words), { maxLength: 60 }))
      .map((words) => Uint8Array.from(words.flatMap((word) => [...word])));
    const far = fc
      .tuple(fc.uint8Array({ minLength: 8, maxLength: 40 }), fc.integer({ min: 0, max: 70_000 }))
      .map(([word, gap]) => Buffer.concat([word, Buffer.alloc(gap), word]));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), repetitive, far), (given) => {
        const result = uncompress(compress(given), MAX);
        expect(result.kind === 'bytes' && Buffer.compare(result.bytes, given)).toBe(0);
      }),
    );
  });
});
