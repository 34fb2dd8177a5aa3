import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openDatabase } from '#adapters/sqlite/database.ts';
import { OF_INCIDENT, ORDERED_ON } from '#adapters/sqlite/pages.ts';
import { repairStore } from '#adapters/sqlite/repair.ts';
import { sqliteStores } from '#adapters/sqlite/stores.ts';
import { auditPlaceAfter } from '#core/audit/audit-entry.ts';
import { DAY } from '#core/time/instant.ts';
import { incident, NOON, page, subject } from '../sample-states.ts';

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wardbell-'));
  const made = openDatabase({ folder });
  await sqliteStores(made).subjects.save(subject('bed-1'), 0);
  made.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

function change(sql: string): void {
  const db = new DatabaseSync(join(folder, 'wardbell.db'));
  db.exec(sql);
  db.close();
}

const without = (table: string) => change(`DROP TABLE ${table}`);

const entry = {
  id: 'e1',
  at: NOON,
  who: { kind: 'person', by: 'ada' },
  action: 'silence.end',
  outcome: 'done',
} as const;

async function entries(): Promise<unknown> {
  const database = openDatabase({ folder });
  const { trail, subjects } = sqliteStores(database);
  expect((await subjects.load(['bed-1'])).size).toBe(1);
  await trail.append(entry);
  const found = await trail.onDay(NOON, auditPlaceAfter(NOON), 10);
  database.close();
  return found;
}

test('a store of a version before there were trends is opened, and keeps points', async () => {
  without('trends');
  const database = openDatabase({ folder });
  const { trends } = sqliteStores(database);
  const point = { series: 's', at: NOON, value: 97 };
  await trends.append([point], DAY);
  const found = await trends.between('s', { from: NOON, until: NOON }, 10);
  database.close();
  expect(found).toEqual([point]);
});

describe('a store of a version before there was an audit trail', () => {
  test('is opened, and gets one', async () => {
    without('audit');
    expect(await entries()).toEqual({ entries: [entry] });
  });

  test('is repaired whole', async () => {
    without('audit');
    expect(repairStore(folder).tables.every(({ isWhole }) => isWhole)).toBe(true);
    expect(await entries()).toEqual({ entries: [entry] });
  });

  test('must have every other table', () => {
    without('controls');
    expect(() => openDatabase({ folder })).toThrow('no such table: controls');
  });
});

describe('a store of a version before pages were listed', () => {
  const given = page(incident('["icu"]', 1), 1);

  async function listed(): Promise<unknown> {
    const database = openDatabase({ folder });
    const found = await sqliteStores(database).pages.orderedOn(NOON, 10);
    database.close();
    return found;
  }

  beforeEach(async () => {
    const database = openDatabase({ folder });
    await sqliteStores(database).pages.save(given, 0);
    database.close();
    change('DROP INDEX pages_ordered');
  });

  test('is opened, and lists those it has', async () => {
    expect(await listed()).toEqual([given]);
  });

  test('is repaired, and lists those it has', async () => {
    repairStore(folder);
    expect(await listed()).toEqual([given]);
  });
});

test('pages of a day are found by an index, and none is sorted', () => {
  const database = openDatabase();
  const sql = `EXPLAIN QUERY PLAN ${ORDERED_ON}`;
  const values = [0, 1, 1, '', '', '', 10];
  const plan = database.prepare(sql).all(...values) as { detail: string }[];
  expect(plan.map(({ detail }) => detail)).toEqual([
    expect.stringMatching(/^SEARCH pages USING INDEX pages_ordered/),
  ]);
  database.close();
});

test('pages of an incident are found by their ids, without a look at those of others', () => {
  const database = openDatabase();
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${OF_INCIDENT}`).all('x.', 'x/', 1, '', 10) as {
    detail: string;
  }[];
  expect(plan[0]?.detail).toMatch(/^SEARCH pages USING INDEX sqlite_autoindex_pages_1 \(id>/);
  database.close();
});
