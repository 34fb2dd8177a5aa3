import { copyFileSync, existsSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { dirtyMarkerOf } from './check-file.ts';
import { firstBytes } from './first-bytes.ts';
import { createUnder, STORE, syncFolder } from './open-file.ts';
import { StoreRefused } from './refusal.ts';
import { hasValidChecksum, type Row } from './row.ts';
import { TABLES, type TableName } from './schema.ts';

/**
 * What became of a table: how many rows were kept, and which were found and are not as they were
 * written.
 */
interface RepairedTable {
  readonly table: TableName;
  readonly kept: number;
  /** Ids of the rows that were left out; what cannot even be found is in nobody's list. */
  readonly leftOut: readonly string[];
  /** Whether the table could be read from end to end. */
  readonly isWhole: boolean;
}

export interface Repaired {
  readonly tables: readonly RepairedTable[];
  /** Where the damaged file lies now, with its log beside it. */
  readonly setAside: string;
}

/**
 * Makes a store of all that can be read of a damaged one, and sets that aside. A row that is not as
 * it was written is left out: half a truth about who was paged is worse than none. The folder must
 * be claimed.
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
    // Not a single table: the file has no beginning.
    return TABLES.map((table) => ({ table, kept: 0, leftOut: [], isWhole: false }));
  } finally {
    from?.close();
    for (const suffix of ['', '-wal', '-shm']) {
      rmSync(copy + suffix, { force: true });
    }
  }
}

/**
 * SQLite reads nothing of a file that is shorter than its header says; with zeros at its end it
 * reads what is there.
 */
function lengthen(file: string): void {
  const header = firstBytes(file, 100);
  const size = header.length < 100 ? 0 : header.readUInt16BE(16) * header.readUInt32BE(28);
  // A header that is damaged may say anything.
  if (size < MAX_LENGTHENED * statSync(file).size && size > statSync(file).size) {
    truncateSync(file, size);
  }
}

/** How many times as long a file may become. */
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
  // From both ends, because reading stops at the first page that is damaged.
  const isWhole = readRows(from, table, 'ASC', take) || readRows(from, table, 'DESC', take);
  to.exec('COMMIT');
  return { table, kept, leftOut: [...leftOut], isWhole: isWhole && leftOut.size === 0 };
}

/** False where reading was cut short. */
function readRows(
  from: DatabaseSync,
  table: TableName,
  order: 'ASC' | 'DESC',
  take: (row: Row) => void,
): boolean {
  try {
    const rows = from.prepare(`SELECT * FROM ${table} NOT INDEXED ORDER BY rowid ${order}`);
    for (const row of rows.iterate() as Iterable<unknown>) {
      take(row as Row);
    }
    return true;
  } catch {
    return false;
  }
}

/** How many rows that made: none where it is there already. */
function put(to: DatabaseSync, table: TableName, row: Row): number {
  const columns = Object.keys(row);
  const sql = `INSERT INTO ${table} (${columns}) VALUES (${columns.map(() => '?')}) ON CONFLICT DO NOTHING`;
  return Number(to.prepare(sql).run(...Object.values(row)).changes);
}
