import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { withTables } from '../../tools/page-tables.ts';
import { type Part, playRecordings } from '../../tools/recorded/play.ts';
import { RECORDINGS } from '../../tools/recorded/recordings.ts';
import { partsOf, recordedTables, sum } from '../../tools/recorded/table.ts';

let parts: readonly Part[];

beforeAll(async () => {
  parts = await playRecordings(RECORDINGS);
}, 300_000);

test('docs/backtest.md holds what recordings make; if not, run "npm run recorded -- --write" and read what changed', () => {
  const page = readFileSync(new URL('../../docs/backtest.md', import.meta.url), 'utf8');
  expect(withTables(page, recordedTables(parts)).split('\n')).toEqual(page.split('\n'));
});

describe('the tuned example', () => {
  test.each([
    ['bedside', 'looked at'],
    ['bedside', 'rest'],
    ['servers', 'looked at'],
    ['servers', 'rest'],
  ] as const)('has at most half of the pages: %s, %s', (place, part) => {
    const of = partsOf(parts, place, part);
    const [begun, tuned] = [sum(of.map((one) => one.begun)), sum(of.map((one) => one.tuned))];
    expect(begun.pages).toBeGreaterThan(0);
    expect(tuned.pages).toBeLessThanOrEqual(begun.pages / 2);
  });

  test('lets no labelled event pass', () => {
    const events = parts.reduce((all, part) => all + part.events, 0);
    expect(events).toBe(12);
    expect(sum(parts.map(({ tuned }) => tuned)).told).toBe(events);
  });
});
