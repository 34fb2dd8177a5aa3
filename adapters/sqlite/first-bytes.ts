import { closeSync, openSync, readSync } from 'node:fs';

/** Returns the first bytes of a file, fewer if it is shorter: a store may be larger than memory. */
export function firstBytes(file: string, count: number): Buffer {
  const bytes = Buffer.alloc(count);
  const handle = openSync(file, 'r');
  try {
    return bytes.subarray(0, readSync(handle, bytes));
  } finally {
    closeSync(handle);
  }
}

const MAGIC = Buffer.from('SQLite format 3\0');

/** Whether a file begins with the header string of SQLite. */
export function hasSqliteHeader(file: string): boolean {
  return firstBytes(file, MAGIC.length).equals(MAGIC);
}
