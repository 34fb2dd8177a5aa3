import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { readConfig } from '#cli/read-config.ts';
import { validate } from '#cli/validate.ts';
import { checkConfig } from '#config/check.ts';
import { loadConfig } from '#config/load.ts';
import { checkedConfig } from '../../lib/checked-config.ts';

const MOST = 5_000_000;

const SOUND = `time_zone: UTC
people:
  anna: { name: Anna, channels: [sms] }
policies:
  icu: { steps: [{ page: [person: anna] }] }
services:
  icu: { policy: icu }
`;

const problemsOf = (text: string) => {
  const loaded = loadConfig(text, 'w.yaml');
  return loaded.ok ? [] : loaded.problems;
};

const lines = (count: number, one: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => one(n)).join('\n');

describe('a text that is larger than any config', () => {
  // If it were parsed, each of these would be a mistake of another kind.
  test.each([
    ['of one byte too many', `${'['.repeat(MOST)}\n`, 'is too large'],
    ['of more', '\t- x\n'.repeat(2_000_000), 'is 10000000 bytes'],
    ['counted in bytes, not in characters', 'å: '.repeat(MOST / 4 + 1), 'is 5000004 bytes'],
  ])('is refused unread: %s', (_, text, size) => {
    expect(problemsOf(text)).toEqual([
      expect.objectContaining({
        message: `the file ${size}; a config has at most ${MOST} bytes`,
        line: 1,
        hint: expect.stringContaining('right file'),
      }),
    ]);
    expect(checkConfig(text, 'w.yaml', { from: () => 0 }).report.length).toBeLessThan(1_000);
  });

  test('is taken as long as it is no larger', () => {
    const filled = `${SOUND}#${' '.repeat(MOST - SOUND.length - 1)}`;
    expect(loadConfig(filled, 'w.yaml').ok).toBe(true);
  });
});

describe('a file that is larger than any config', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wardbell-'));
  const large = join(folder, 'large.yaml');

  beforeAll(() => {
    // This many bytes do not fit a JavaScript string; the file is sparse, so that it takes no disk
    // space.
    const handle = openSync(large, 'w');
    ftruncateSync(handle, 3_000_000_000);
    closeSync(handle);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test('is refused by validate, and those beside it are checked', () => {
    const sound = join(folder, 'sound.yaml');
    writeFileSync(sound, SOUND);
    const said: string[] = [];
    const { code, sound: found } = validate([large, sound], {
      from: () => 0,
      write: (text) => said.push(text),
    });
    expect([code, found.map(({ file }) => file)]).toEqual([1, [sound]]);
    expect(said[0]).toMatch(
      /large\.yaml:1:1: error: the file is too large; a config has at most 5000/,
    );
  });

  test('is refused by every command that reads one', () => {
    expect(() => readConfig(large)).toThrow(/the file is too large/);
    expect(() => readConfig('/dev/zero')).toThrow(/the file is too large/);
  });

  test('is refused by the deployment', () => {
    expect(() => checkedConfig(new Stack(new App(), 'S'), large)).toThrow(/the file is too large/);
  });
});

describe('a config with very many mistakes', () => {
  test.each([
    ['keys that nobody knows', `${SOUND}${lines(2_000, (n) => `x${n}: 1`)}`, 2_000],
    ['keys given twice', `${SOUND}${'time_zone: UTC\n'.repeat(10_000)}`, 10_000],
    ['rules of one name', `${SOUND}rules:\n${lines(5_000, () => '- { name: a }')}`, 24_999],
  ])('is looked through in one pass: %s', (_, text, count) => {
    expect(problemsOf(text)).toHaveLength(count);
  });

  test('is told its first ones, and how many more there are', () => {
    const { report } = checkConfig(`${SOUND}${lines(1_000, (n) => `x${n}: 1`)}`, 'w.yaml', {
      from: () => 0,
    });
    expect(report.match(/w\.yaml:\d+:1: error: unknown key/g)).toHaveLength(200);
    expect(report).toContain('\n\nand 800 more errors\n\nw.yaml: 1000 errors;');
  });

  test('in one long line shows what stands around each', () => {
    const written = JSON.stringify({ a: 'x'.repeat(500), time_zon: 'UTC', b: 'y'.repeat(500) });
    const { report } = checkConfig(written, 'w.json', { from: () => 0 });
    const at = report.indexOf('unknown key "time_zon"');
    const [, shown = '', caret = ''] = report.slice(at).split('\n');
    expect(shown).toMatch(/^ 1 \| …x+","time_zon":"UTC","b":"y+…$/);
    expect(shown.slice(caret.indexOf('^'))).toMatch(/^"time_zon"/);
    expect(shown.length).toBeLessThan(180);
  });

  test('nested a thousandfold says so', () => {
    expect(problemsOf('['.repeat(50_000))).toEqual([
      expect.objectContaining({ message: expect.stringMatching(/stand in each other/) }),
    ]);
  });
});
