import { crc32 } from 'node:zlib';
import { Unavailable } from '#usecases/ports.ts';

/** A stored state as its columns. Controls have no version of their own and are always at 1. */
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
 * The row of a state, with the sum that tells later whether the disk still holds what was written.
 */
export function rowOf(id: string, version: number, due: number | undefined, state: unknown): Row {
  const row = { id, version, due: due ?? null, doc: JSON.stringify(state) };
  return { ...row, sum: sumOf(row) };
}

/** Whether a row is as it was written. */
export function hasValidChecksum(row: Row): boolean {
  return row.sum === sumOf(row);
}

/** The state of a row. One that the disk has changed since it was written is never used. */
export function stateOf<State>(row: Row): State {
  if (hasValidChecksum(row)) {
    return JSON.parse(row.doc) as State;
  }
  throw new Unavailable(
    'A row of the store is not what was written: the disk has damaged it. Stop Wardbell and start it again: it then checks the whole file and names what is damaged.',
    { reason: DAMAGED },
  );
}

/** What a requester is told of damage. */
export const DAMAGED = 'What Wardbell has stored is damaged, and its log says so.';

function sumOf({ id, version, due, doc }: Omit<Row, 'sum'>): number {
  return crc32(doc, crc32(`${id}\n${version}\n${due}\n`));
}
