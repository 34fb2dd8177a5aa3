import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { FUNCTIONS, type FunctionName } from '#deployment/functions.ts';
import { bundleFunction } from '../../../lib/function-code.ts';
import {
  bundledPackages,
  isPermissive,
  licensesText,
  thirdParties,
} from '../../../tools/build/third-party.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardbell-licences-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const install = (name: string, license: string, path = `node_modules/${name}`) => {
  mkdirSync(join(folder, path), { recursive: true });
  const manifest = JSON.stringify({ name, version: '1.0.0', license });
  writeFileSync(join(folder, path, 'package.json'), manifest);
  writeFileSync(join(folder, path, 'LICENSE'), `The licence of ${name}.\n`);
  return path;
};

test('all that the functions bundle has a permissive licence, and its text goes along', () => {
  for (const name of Object.keys(FUNCTIONS) as FunctionName[]) {
    bundleFunction(name, join(folder, name));
  }
  const found = thirdParties('.', bundledPackages(folder));
  const names = found.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['@aws-sdk/client-dynamodb', 're2js', 'zod']));
  expect(licensesText(found)).toContain('Apache License');
}, 120_000);

describe('what is bundled', () => {
  test('is named by the source maps, each package once, a nested one by its own folder', () => {
    const sources = [
      '../../core/evaluate.ts',
      '../../node_modules/@a/b/dist/x.js',
      '../../node_modules/@a/b/dist/y.js',
      '../../node_modules/c/node_modules/d/index.js',
    ];
    writeFileSync(join(folder, 'index.mjs.map'), JSON.stringify({ sources }));
    expect(bundledPackages(folder)).toEqual(['node_modules/@a/b', 'node_modules/c/node_modules/d']);
  });

  test('is refused by name where its licence asks for more than its text', () => {
    const [fine, strict] = [install('fine', 'MIT'), install('strict', 'GPL-3.0-only')];
    expect(licensesText(thirdParties(folder, [fine]))).toContain('The licence of fine.');
    expect(() => thirdParties(folder, [fine, strict])).toThrow(/strict 1\.0\.0: GPL-3\.0-only/);
  });
});

test.each([
  ['(MIT OR GPL-3.0)', true],
  ['MIT AND Zlib', false],
  ['AGPL-3.0', false],
  ['UNLICENSED', false],
  ['BSD-3-Clause', true],
])('%s is permissive: %s', (expression, expected) => {
  expect(isPermissive(expression)).toBe(expected);
});
