import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { DOCUMENTS } from '../support/documents.ts';

const README = readFileSync('README.md', 'utf8');

describe('the README', () => {
  test('is one screen and a half at most, and has no table of figures', () => {
    expect(README.split('\n').length).toBeLessThanOrEqual(80);
    expect(README).not.toMatch(/^\|.*\d+ (ms|MB|million)/mu);
  });

  test('shows a page on a phone, the console and the architecture, by pictures that are small', () => {
    const pictures = [...README.matchAll(/!\[(.+)\]\((\S+)\)/gu)];
    expect(pictures.map(([, , file]) => file)).toEqual([
      'docs/page-on-a-phone.png',
      'docs/console-now.png',
      'docs/architecture.svg',
    ]);
    for (const [, says = '', file = ''] of pictures) {
      expect(says.length).toBeGreaterThan(40);
      expect(readFileSync(file).length).toBeLessThan(150_000);
    }
  });

  test('leads to every page of docs/, so that none is hidden', () => {
    const pages = DOCUMENTS.map(({ file }) => file).filter((file) => /^docs\/[^/]+$/.test(file));
    const hidden = pages.filter((file) => !README.includes(`(${file})`));
    expect(hidden).toEqual([]);
    expect(pages.every((file) => existsSync(file))).toBe(true);
  });
});

test('the picture of the architecture can be read in light and dark', () => {
  expect(readFileSync('docs/architecture.svg', 'utf8')).toMatch(/prefers-color-scheme: dark/);
});
