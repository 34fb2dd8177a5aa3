import { crc32 } from 'node:zlib';
import { Unreadable } from '#usecases/ports.ts';
import { DAMAGED } from '../stored/document.ts';

/**
 * A stored document as its columns. Of controls only exchanges, addresses of calendars and what
 * people were told of turns have a version of their own; the others are always at 1.
 */
export interface Row {
  readonly id: string;
  readonly version: number;
  readonly due: number | null;
  readonly doc: string;
  readonly sum: number;
}

/** The columns of a `Row`, for a SELECT. */
export const COLUMNS = 'id, version, due, doc, sum';

/**
 * Makes the row of a document, with a checksum that later tells whether the disk still holds what
 * was written.
 */
export function rowOf(id: string, version: number, due: number | undefined, doc: string): Row {
  const row = { id, version, due: due ?? null, doc };
  return { ...row, sum: sumOf(row) };
}

/** Whether a row matches its checksum. */
export function hasValidChecksum(row: Row): boolean {
  return row.sum === sumOf(row);
}

/** Returns the document of a row. A row that the disk has changed is never used. */
export function jsonOf(row: Row): string {
  if (hasValidChecksum(row)) {
    return row.doc;
  }
  throw new Unreadable(
    'A row of the store is not what was written: the disk has damaged it. Stop Wardbell and start it again: it then checks the whole file and names what is damaged.',
    { reason: DAMAGED },
  );
}

function sumOf({ id, version, due, doc }: Omit<Row, 'sum'>): number {
  return crc32(doc, crc32(`${id}\n${version}\n${due}\n`));
}
