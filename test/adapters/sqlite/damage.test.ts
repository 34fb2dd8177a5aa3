import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openDatabase } from '#adapters/sqlite/database.ts';
import { repairStore } from '#adapters/sqlite/repair.ts';
import { sqliteStores } from '#adapters/sqlite/stores.ts';
import { incident, manyAlerts, subject } from '../sample-states.ts';

const COUNT = 100;

let home: string;
/**
 * A folder as a process leaves it that stopped by itself, and one as a process leaves it that was
 * killed.
 */
let stopped: string;
let killed: string;
/** The copy that a test damages. */
let folder: string;
let copies = 0;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'wardbell-damage-'));
  [stopped, killed] = [join(home, 'stopped'), join(home, 'killed')];
  mkdirSync(stopped);
  const database = openDatabase({ folder: stopped });
  const { incidents, subjects } = sqliteStores(database);
  for (let i = 0; i < COUNT; i++) {
    await incidents.save(incident(`["icu",${i}]`, 1, { alerts: manyAlerts(3), due: i + 1 }), 0);
    await subjects.save(subject(`bed-${i}`), 0);
  }
  cpSync(stopped, killed, { recursive: true });
  database.close();
});

afterAll(() => rmSync(home, { recursive: true }));

const file = (suffix = '') => join(folder, `wardbell.db${suffix}`);

function given(template: string): void {
  folder = join(home, `copy-${copies++}`);
  cpSync(template, folder, { recursive: true });
}

/** Returns the complaint about the folder; throws if it is accepted. */
function refusal(): string {
  try {
    openDatabase({ folder }).close();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('The folder was taken.');
}

async function openIncidents(): Promise<number> {
  const database = openDatabase({ folder });
  const found = await sqliteStores(database).incidents.open();
  database.close();
  return found.length;
}

/** Inverts some bytes of a file, at this fraction of it. */
function flip(path: string, at: number, bytes = 4): void {
  const content = readFileSync(path);
  for (let i = 0; i < bytes; i++) {
    content[at + i] = ~(content[at + i] ?? 0) & 0xff;
  }
  writeFileSync(path, content);
}

/** Overwrites a text wherever it stands in the file: pages that were split keep an old copy. */
function overwrite(path: string, text: string, by: string): void {
  const content = readFileSync(path).toString('latin1');
  expect(content).toContain(text);
  writeFileSync(path, content.replaceAll(text, by), 'latin1');
}

describe('a folder of a process that stopped by itself', () => {
  beforeEach(() => given(stopped));

  test('has the store in one file, and is whole', async () => {
    expect(() => statSync(file('-wal'))).toThrow('ENOENT');
    expect(await openIncidents()).toBe(COUNT);
  });

  test.each([0.5, 0.1, 0.99])('is refused where the store is cut to a part (%s) of it', (part) => {
    truncateSync(file(), Math.floor(statSync(file()).size * part));
    expect(refusal()).toMatch(/wardbell\.db is damaged: .*\n.*repair --data/s);
  });

  test('is taken where the store is larger than Node reads at once', () => {
    // The file gets a hole at its end, which takes no disk space.
    truncateSync(file(), 3 * 1024 ** 3);
    openDatabase({ folder }).close();
  });

  test('is refused where the store is empty', () => {
    truncateSync(file(), 0);
    expect(refusal()).toMatch(/does not begin as a file of SQLite does/);
  });

  test('is refused where bytes of a page are turned over, anywhere', () => {
    const { size } = statSync(file());
    const whole = readFileSync(file());
    const content = contentOf();
    let noticed = 0;
    for (let at = 200; at < size - 8; at += 7_919) {
      writeFileSync(file(), whole);
      flip(file(), at);
      // Free pages hold no data, so damage there loses nothing.
      if (isRefused()) {
        noticed += 1;
      } else {
        expect(contentOf()).toEqual(content);
      }
    }
    expect(noticed).toBeGreaterThan(10);
  });

  test('is refused where one row says something else, and names the incident', () => {
    overwrite(file(), '[\\"icu\\",17]', '[\\"icu\\",71]');
    expect(refusal()).toMatch(/not as written: 1 of incidents \([0-9a-f]+-1\)/);
  });

  test('is refused where a subject is not as written, and does not name it', () => {
    overwrite(file(), '{"subject":"bed-17"', '{"subject":"bed-71"');
    const said = refusal();
    expect(said).toContain('not as written: 1 of subjects.');
    expect(said).not.toContain('bed-');
  });

  test('is refused where a later version wrote the store, which stays as it is', () => {
    new DatabaseSync(file()).exec('PRAGMA user_version = 99');
    const before = readFileSync(file());
    expect(refusal()).toMatch(/written by a later version .* version 99; this one knows up to 1/);
    expect(readFileSync(file())).toEqual(before);
  });

  test('is refused where the store is no database, or that of another program', () => {
    writeFileSync(file(), 'The minutes of the meeting of 3 March.\n'.repeat(200));
    expect(refusal()).toMatch(/is damaged: it does not begin as a file of SQLite does/);
    rmSync(file());
    new DatabaseSync(file()).exec('CREATE TABLE t (x)');
    expect(refusal()).toMatch(/is a database of another program/);
  });

  test('is refused where the store is missing and other traces are there', () => {
    rmSync(file());
    writeFileSync(join(folder, 'admin-key'), 'wb_x_y');
    expect(refusal()).toMatch(/wardbell\.db is missing, though .* was used before: admin-key is/);
  });
});

describe('a folder of a process that was killed', () => {
  beforeEach(() => given(killed));

  test('has what was answered, from its log', async () => {
    expect(statSync(file('-wal')).size).toBeGreaterThan(100_000);
    expect(await openIncidents()).toBe(COUNT);
  });

  test('has it after a power cut too, which leaves no index of the log', async () => {
    rmSync(file('-shm'));
    expect(await openIncidents()).toBe(COUNT);
  });

  test.each([0.5, 0.98])('is refused where its log is cut to a part (%s) of it', (part) => {
    truncateSync(file('-wal'), Math.floor(statSync(file('-wal')).size * part));
    const before = readFileSync(file());
    expect(refusal()).toMatch(
      /wardbell\.db-wal is damaged: .*\d+ entries can be read, and those after them cannot, at least \d+/,
    );
    expect(readFileSync(file())).toEqual(before);
  });

  test('is refused where its log is empty, missing, or has no header', () => {
    truncateSync(file('-wal'), 0);
    expect(refusal()).toMatch(/wardbell\.db-wal is damaged: Wardbell did not stop by itself/);
    copyFileSync(join(killed, 'wardbell.db-wal'), file('-wal'));
    flip(file('-wal'), 8);
    expect(refusal()).toMatch(/wardbell\.db-wal is damaged: /);
    for (const suffix of ['-wal', '-shm']) {
      rmSync(file(suffix), { force: true });
    }
    expect(refusal()).toMatch(/wardbell\.db-wal is damaged: /);
  });

  test('is refused where bytes of its log are turned over, also after a power cut', () => {
    flip(file('-wal'), Math.floor(statSync(file('-wal')).size / 2));
    expect(refusal()).toMatch(/wardbell\.db-wal is damaged: /);
    rmSync(file('-shm'), { force: true });
    expect(refusal()).toMatch(/wardbell\.db-wal is damaged: /);
  });

  test('is taken where the end of its log is half a write, which nobody was told is stored', async () => {
    rmSync(file('-shm'));
    truncateSync(file('-wal'), statSync(file('-wal')).size - 100);
    expect(await openIncidents()).toBeGreaterThanOrEqual(COUNT - 1);
  });
});

test('a folder of a version before, which used LevelDB, is refused with what to do', () => {
  folder = join(home, 'leveldb');
  mkdirSync(join(folder, 'dynamodb'), { recursive: true });
  expect(refusal()).toMatch(/written by an earlier version .* LevelDB .* choose another folder/);
});

describe('repairing', () => {
  test('keeps every row that is as it was written, names the others, and sets the damaged file aside', async () => {
    given(stopped);
    overwrite(file(), '[\\"icu\\",17]', '[\\"icu\\",71]');
    const damagedFile = readFileSync(file());
    const { tables, setAside } = repairStore(folder);
    expect(tables[1]).toMatchObject({ table: 'incidents', kept: COUNT - 1, isWhole: false });
    expect(tables[1]?.leftOut).toHaveLength(1);
    expect(tables[0]).toEqual({ table: 'subjects', kept: COUNT, leftOut: [], isWhole: true });
    expect(readFileSync(setAside)).toEqual(damagedFile);
    expect(await openIncidents()).toBe(COUNT - 1);
  });

  test('keeps what stands before and behind a page that cannot be read, and of a file cut in half its first half', async () => {
    given(stopped);
    const at = readFileSync(file()).lastIndexOf('[\\"icu\\",50]');
    flip(file(), at - (at % 4096), 4096);
    expect(refusal()).toContain('repair --data');
    repairStore(folder);
    const kept = await openIncidents();
    expect(kept).toBeGreaterThan(COUNT / 2);
    expect(kept).toBeLessThan(COUNT);
    given(stopped);
    truncateSync(file(), Math.floor(statSync(file()).size / 2));
    repairStore(folder);
    expect(await openIncidents()).toBeGreaterThan(0);
  });

  test('keeps what a log has up to where it is damaged', async () => {
    given(killed);
    flip(file('-wal'), Math.floor(statSync(file('-wal')).size / 2));
    const { setAside } = repairStore(folder);
    expect(statSync(`${setAside}-wal`).size).toBeGreaterThan(0);
    expect(await openIncidents()).toBeGreaterThan(COUNT / 3);
  });

  test('makes an empty store of what is no database, and none where there is none', async () => {
    given(stopped);
    writeFileSync(file(), 'The minutes of the meeting of 3 March.');
    expect(repairStore(folder).tables.map(({ kept }) => kept)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(await openIncidents()).toBe(0);
    rmSync(file());
    expect(() => repairStore(folder)).toThrow('nothing can be repaired');
  });
});

function isRefused(): boolean {
  try {
    return refusal() !== '';
  } catch {
    return false;
  }
}

/** Returns everything that is stored there. */
function contentOf(): unknown {
  const db = new DatabaseSync(file(), { readOnly: true });
  const rows = ['incidents', 'subjects'].map((table) =>
    db.prepare(`SELECT * FROM ${table} ORDER BY id`).all(),
  );
  db.close();
  return rows;
}
