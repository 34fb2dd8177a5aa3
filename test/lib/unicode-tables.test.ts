import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { anchored, regexpError } from '#core/alert/pattern.ts';
import { bundle } from '../../lib/bundle.ts';
import { withoutTables } from '../../lib/unicode-tables.ts';

const folder = mkdtempSync(join(tmpdir(), 'wardbell-tables-'));

afterAll(() => rmSync(folder, { recursive: true }));

/** Returns the module as it is in a bundle, with its files beside it. */
async function bundled(): Promise<{ anchored: typeof anchored; regexpError: typeof regexpError }> {
  for (const [name, contents] of Object.entries(bundle('core/alert/pattern.ts'))) {
    writeFileSync(join(folder, name), contents);
  }
  return import(join(folder, 'index.mjs'));
}

const PATTERNS = [
  'bed-[0-9]+',
  '(?i)straße|ΣΊΣΥΦΟΣ|k',
  '\\p{L}+',
  '\\pN',
  '\\P{Lu}+',
  '(?i)\\p{Lu}+',
  '\\p{Greek}+',
  '(?i)\\p{Greek}+',
  '\\p{Han}{2}',
  '[[:^alpha:]]+',
];

const VALUES = [
  ...['bed-7', 'STRASSE', 'STRAßE', 'straẞe', 'σίσυφος', 'K', '\u212a', 'k', 'é', 'É', '5', '٥'],
  ...['Ωμέγα', 'µ', '東京', '東', '!?', '', '\u{10428}', '\u{10400}', 'ǅ', 'ſ'],
];

describe('the tables of Unicode that lie beside a bundle', () => {
  test('let expressions match what they match without a bundle, and fail in the same words', async () => {
    const ours = { anchored, regexpError };
    const theirs = await bundled();
    for (const pattern of PATTERNS) {
      const matched = (by: typeof ours) =>
        VALUES.filter((value) => by.anchored(pattern).test(value));
      expect([pattern, matched(theirs)]).toEqual([pattern, matched(ours)]);
    }
    for (const wrong of ['(?<=a)b', '\\p{Klingon}', '[\u{e000}-a]']) {
      expect(theirs.regexpError(wrong)).toBe(ours.regexpError(wrong));
    }
  });

  test('are in no bundle that has no expressions', () => {
    expect(Object.keys(bundle('core/time/instant.ts'))).toEqual(['index.mjs', 'index.mjs.map']);
  });

  test('are missed where the library writes them in another way', () => {
    const library = join(folder, 'other.js');
    writeFileSync(library, 'export const RE2JS = decodeRanges(`AfBg`);\n');
    expect(() => withoutTables(folder, library)).toThrow(/has 0 tables of Unicode .* mend/u);
  });
});
