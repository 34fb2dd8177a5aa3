import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Database, databaseOn } from '#adapters/sqlite/database.ts';
import { openFile } from '#adapters/sqlite/open-file.ts';
import { sqliteStores } from '#adapters/sqlite/stores.ts';
import type { Unavailable } from '#usecases/ports.ts';
import { healthy, subject } from '../sample-states.ts';

let folder: string;
let db: DatabaseSync;
let database: Database;
let faults: (string | undefined)[];

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'wardbell-')), 'data');
  mkdirSync(folder);
  const opened = openFile(folder);
  db = opened.db;
  faults = [];
  const onFault = (fault?: Unavailable) => faults.push(fault?.reason);
  database = databaseOn(db, { file: opened.file, onFault });
});

afterEach(() => {
  database.close();
  rmSync(join(folder, '..'), { recursive: true });
});

const big = (name: string) => subject(name, { series: { s: healthy('x'.repeat(20_000)) } });

/** SQLite then answers as it does where the system says that no room is left. */
function fillDisk(): void {
  const { page_count } = db.prepare('PRAGMA page_count').get() as { page_count: number };
  db.exec(`PRAGMA max_page_count = ${page_count}`);
}

function makeRoom(): void {
  db.exec('PRAGMA max_page_count = 1000000');
}

const FULL = 'The disk on which Wardbell keeps its data is full.';

describe('a full disk', () => {
  test('fails a save with the reason, changes nothing, and is over when there is room', async () => {
    const { subjects } = sqliteStores(database);
    await subjects.save(big('before'), 0);
    fillDisk();
    await expect(subjects.save(big('bed-1'), 0)).rejects.toMatchObject({
      name: 'ServiceUnavailable',
      reason: FULL,
    });
    expect((await subjects.load(['before', 'bed-1'])).size).toBe(1);
    expect((await database.fault())?.reason).toBe(FULL);
    makeRoom();
    expect(await subjects.save(big('bed-1'), 0)).toBe('saved');
    expect(await database.fault()).toBeUndefined();
  });

  test('is told once when it begins and once when it is over, which is found without a save', async () => {
    const { subjects } = sqliteStores(database);
    fillDisk();
    for (const name of ['a', 'b', 'c']) {
      await expect(subjects.save(big(name), 0)).rejects.toThrow('full');
    }
    expect((await database.fault())?.reason).toBe(FULL);
    makeRoom();
    expect(await database.fault()).toBeUndefined();
    expect(faults).toEqual([FULL, undefined]);
  });

  test('fails all that share the transaction: nobody is told of what may be undone', async () => {
    const { subjects } = sqliteStores(database);
    fillDisk();
    const outcomes = await Promise.allSettled([
      subjects.save(subject('small'), 0),
      subjects.save(big('large'), 0),
      subjects.load(['small']),
    ]);
    expect(outcomes.slice(0, 2).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(outcomes[2]).toMatchObject({ status: 'fulfilled', value: new Map() });
    makeRoom();
    expect(await subjects.save(subject('small'), 0)).toBe('saved');
  });
});

describe('a read beside a save', () => {
  test('sees what is committed, and waits for what is being committed', async () => {
    const { subjects } = sqliteStores(database);
    const saved = subjects.save(subject('bed-1'), 0);
    expect((await subjects.load(['bed-1'])).size).toBe(1);
    expect(await saved).toBe('saved');
  });

  test('of which one is refused by its version leaves the others', async () => {
    const { subjects } = sqliteStores(database);
    const saves = [0, 0, 5].map((version, i) => subjects.save(subject(`bed-${i % 2}`), version));
    expect(await Promise.all(saves)).toEqual(['saved', 'saved', 'conflict']);
  });
});

describe('a folder that is moved away while the store is open', () => {
  test('takes nothing more, says so, and takes it again when it is back', async () => {
    const { subjects } = sqliteStores(database);
    await subjects.save(subject('bed-1'), 0);
    renameSync(folder, `${folder}-moved`);
    const reason = 'The folder in which Wardbell keeps its data was removed or replaced.';
    await expect(subjects.save(subject('bed-2'), 0)).rejects.toMatchObject({ reason });
    expect((await database.fault())?.reason).toBe(reason);
    renameSync(`${folder}-moved`, folder);
    expect(await database.fault()).toBeUndefined();
    expect(await subjects.save(subject('bed-2'), 0)).toBe('saved');
  });
});
