import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { anchored, regexpError } from '#core/alert/pattern.ts';
import { bundle } from '../../lib/bundle.ts';

const folder = mkdtempSync(join(tmpdir(), 'wardbell-bundle-'));

afterAll(() => rmSync(folder, { recursive: true }));

/** Returns what a script prints as JSON that is run beside a bundle of the expressions. */
function asBundled(script: string): unknown {
  for (const [name, contents] of Object.entries(bundle('core/alert/pattern.ts'))) {
    writeFileSync(join(folder, name), contents);
  }
  const file = join(folder, 'script.mjs');
  writeFileSync(file, `import { anchored, regexpError } from './index.mjs';\n${script}`);
  return JSON.parse(execFileSync(process.execPath, [file], { encoding: 'utf8' }));
}

const PATTERNS = ['bed-[0-9]+', '(?i)straße|ΣΊΣΥΦΟΣ|k', '\\p{L}+', '(?i)\\p{Greek}+', '\\P{Lu}+'];
const VALUES = [
  'bed-7',
  'STRASSE',
  'straẞe',
  'σίσυφος',
  '\u212a',
  'k',
  'É',
  '٥',
  'Ωμέγα',
  '東京',
  '',
];
const MALFORMED = ['(?<=a)b', '\\p{Klingon}', '[\u{e000}-a]', '(', 'a'];

describe('the library of expressions beside a bundle', () => {
  test('matches what it matches without one, and fails in the same words', () => {
    const script = `const [patterns, values, malformed] = ${JSON.stringify([PATTERNS, VALUES, MALFORMED])};
      const matched = patterns.map((pattern) => values.filter((value) => anchored(pattern).test(value)));
      console.log(JSON.stringify([matched, malformed.map((one) => regexpError(one) ?? null)]));`;
    expect(asBundled(script)).toEqual([
      PATTERNS.map((pattern) => VALUES.filter((value) => anchored(pattern).test(value))),
      MALFORMED.map((pattern) => regexpError(pattern) ?? null),
    ]);
  });

  test('is read when the first expression is compiled, and not before', () => {
    const script = `import { createRequire } from 'node:module';
      const { cache } = createRequire(import.meta.url);
      const read = () => Object.keys(cache).filter((file) => file.endsWith('re2.cjs')).length;
      const before = read();
      anchored('a');
      console.log(JSON.stringify([before, read()]));`;
    expect(asBundled(script)).toEqual([0, 1]);
  });

  test('lies beside no bundle that has none', () => {
    expect(Object.keys(bundle('core/time/instant.ts'))).toEqual(['index.mjs', 'index.mjs.map']);
  });
});
