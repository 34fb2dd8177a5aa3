import { copyFileSync, existsSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { dirtyMarkerOf, mayLack } from './check-file.ts';
import { firstBytes } from './first-bytes.ts';
import { createUnder, STORE, syncFolder } from './open-file.ts';
import { StoreRefused } from './refusal.ts';
import { hasValidChecksum, type Row } from './row.ts';
import { TABLES, type TableName } from './schema.ts';

/** The result for a table: how many rows were kept, and how many were found damaged. */
interface RepairedTable {
  readonly table: TableName;
  readonly kept: number;
  /** Ids of the dropped rows; rows that cannot even be found are in no list. */
  readonly leftOut: readonly string[];
  /** Whether the table could be read from end to end. */
  readonly isWhole: boolean;
}

export interface Repaired {
  readonly tables: readonly RepairedTable[];
  /** The path of the damaged file, with its log beside it. */
  readonly setAside: string;
}

/**
 * Recovers a store from everything that can be read of a damaged one, and sets the damaged one
 * aside. A row with a wrong checksum is dropped: half a truth about who was paged is worse than
 * none. The folder must be locked.
 */
export function repairStore(folder: string): Repaired {
  const file = join(folder, STORE);
  if (!existsSync(file)) {
    throw new StoreRefused(`There is no ${file}: nothing can be repaired.`);
  }
  const mended = `${file}.repaired`;
  const to = createUnder(mended);
  let tables: readonly RepairedTable[];
  try {
    tables = copyAll(file, to);
  } finally {
    to.close();
  }
  const setAside = `${file}.damaged-${new Date().toISOString().replaceAll(':', '')}`;
  rmSync(dirtyMarkerOf(file), { force: true });
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(file + suffix)) {
      renameSync(file + suffix, setAside + suffix);
    }
  }
  renameSync(mended, file);
  syncFolder(folder);
  return { tables, setAside };
}

function copyAll(file: string, to: DatabaseSync): readonly RepairedTable[] {
  const copy = `${file}.reading`;
  let from: DatabaseSync | undefined;
  try {
    copyFileSync(file, copy);
    if (existsSync(`${file}-wal`)) {
      copyFileSync(`${file}-wal`, `${copy}-wal`);
    }
    lengthen(copy);
    from = new DatabaseSync(copy);
    const opened = from;
    return TABLES.map((table) => copyTable(opened, to, table));
  } catch {
    // If no table can be read, the beginning of the file is lost.
    return TABLES.map((table) => ({ table, kept: 0, leftOut: [], isWhole: false }));
  } finally {
    from?.close();
    for (const suffix of ['', '-wal', '-shm']) {
      rmSync(copy + suffix, { force: true });
    }
  }
}

/**
 * SQLite reads nothing of a file that is shorter than its header says; padded with zeros it reads
 * what is there.
 */
function lengthen(file: string): void {
  const header = firstBytes(file, 100);
  const size = header.length < 100 ? 0 : header.readUInt16BE(16) * header.readUInt32BE(28);
  // A damaged header may claim any size.
  if (size < MAX_LENGTHENED * statSync(file).size && size > statSync(file).size) {
    truncateSync(file, size);
  }
}

/** The limit of padding, as a multiple of the file's size. */
const MAX_LENGTHENED = 100;

function copyTable(from: DatabaseSync, to: DatabaseSync, table: TableName): RepairedTable {
  const leftOut = new Set<string>();
  let kept = 0;
  const take = (row: Row) => {
    if (!hasValidChecksum(row)) {
      leftOut.add(row.id);
    } else {
      kept += put(to, table, row);
    }
  };
  to.exec('BEGIN');
  // It reads from both ends, because reading stops at the first damaged page.
  const isWhole = readRows(from, table, 'ASC', take) || readRows(from, table, 'DESC', take);
  to.exec('COMMIT');
  return { table, kept, leftOut: [...leftOut], isWhole: isWhole && leftOut.size === 0 };
}

/** False if reading stopped early. */
function readRows(
  from: DatabaseSync,
  table: TableName,
  order: 'ASC' | 'DESC',
  take: (row: Row) => void,
): boolean {
  try {
    if (mayLack(from, table)) {
      return true;
    }
    const rows = from.prepare(`SELECT * FROM ${table} NOT INDEXED ORDER BY rowid ${order}`);
    for (const row of rows.iterate() as Iterable<unknown>) {
      take(row as Row);
    }
    return true;
  } catch {
    return false;
  }
}

/** Returns how many rows were inserted: 0 if the row exists already. */
function put(to: DatabaseSync, table: TableName, row: Row): number {
  const columns = Object.keys(row);
  const sql = `INSERT INTO ${table} (${columns}) VALUES (${columns.map(() => '?')}) ON CONFLICT DO NOTHING`;
  return Number(to.prepare(sql).run(...Object.values(row)).changes);
}
