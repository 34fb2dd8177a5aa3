import { Unavailable } from '#usecases/ports.ts';
import { DAMAGED } from '../stored/document.ts';

/** What errors of node:sqlite carry: SQLite's extended result code. */
interface SqliteError extends Error {
  readonly errcode?: number;
}

/** Primary result codes, https://www.sqlite.org/rescode.html. */
const CODES = { busy: 5, readonly: 8, io: 10, corrupt: 11, full: 13, cannotOpen: 14, notADb: 26 };

/** The primary result code of an error of SQLite; undefined for any other. */
function primaryCode(error: unknown): number | undefined {
  const { errcode } = error as SqliteError;
  return errcode === undefined ? undefined : errcode & 0xff;
}

/** Whether another process holds the file. */
export function isBusy(error: unknown): boolean {
  return primaryCode(error) === CODES.busy;
}

/**
 * Why nothing can be stored, for whoever asked; undefined if the cause is not the disk or the
 * file.
 */
function reasonOf(error: unknown): string | undefined {
  switch (primaryCode(error)) {
    case CODES.full:
      return 'The disk on which Wardbell keeps its data is full.';
    case CODES.readonly:
    case CODES.cannotOpen:
      return 'The folder in which Wardbell keeps its data cannot be written any more.';
    case CODES.io:
      return 'The disk on which Wardbell keeps its data reports an error.';
    case CODES.busy:
      return 'Another program holds the file in which Wardbell keeps its data.';
    case CODES.corrupt:
    case CODES.notADb:
      return DAMAGED;
    default:
      return undefined;
  }
}

/**
 * The error as whoever asks for the store is to see it: what the disk is to blame for may be tried
 * again, and says why.
 */
export function toStoreError(error: unknown): unknown {
  const reason = reasonOf(error);
  if (reason === undefined) {
    return error;
  }
  return new Unavailable(`The store could not be used: ${(error as Error).message}.`, {
    reason,
    cause: error,
  });
}

/**
 * The folder under the open file has gone, or another stands in its place: what is written now
 * would be gone with this process.
 */
export function storeVanished(file: string): Unavailable {
  return new Unavailable(
    `${file} was removed or replaced while it was open. Put the folder back, or stop Wardbell and start it with a folder that stays.`,
    { reason: 'The folder in which Wardbell keeps its data was removed or replaced.' },
  );
}
