import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fingerprint } from '#core/alert/fingerprint.ts';

/** Returns the same with big integers: slow, and plain to read. */
function plainly(parts: readonly string[]): string {
  let hash = 0xcbf29ce484222325n;
  for (const part of parts) {
    for (const byte of [...Buffer.from(part, 'utf8'), 0xff]) {
      hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
    }
  }
  return hash.toString(16).padStart(16, '0');
}

test('nothing at all is the offset basis', () => {
  expect(fingerprint([])).toBe('cbf29ce484222325');
});

test('where a part ends makes a difference', () => {
  expect(fingerprint(['ab', 'c'])).not.toBe(fingerprint(['a', 'bc']));
});

test('500 runs: agrees with FNV-1a in big integers', () => {
  const parts = fc.array(fc.string({ unit: 'binary' }));
  fc.assert(
    fc.property(parts, (list) => {
      expect(fingerprint(list)).toBe(plainly(list));
    }),
    { numRuns: 500 },
  );
});
