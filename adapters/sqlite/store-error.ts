import { Unavailable } from '#usecases/ports.ts';
import { DAMAGED } from '../stored/document.ts';

/** The fields of errors of node:sqlite: SQLite's extended result code. */
interface SqliteError extends Error {
  readonly errcode?: number;
}

/** Primary result codes, https://www.sqlite.org/rescode.html. */
const CODES = { busy: 5, readonly: 8, io: 10, corrupt: 11, full: 13, cannotOpen: 14, notADb: 26 };

/** Returns the primary result code of an error of SQLite; undefined for any other. */
function primaryCode(error: unknown): number | undefined {
  const { errcode } = error as SqliteError;
  return errcode === undefined ? undefined : errcode & 0xff;
}

/** Whether another process has locked the file. */
export function isBusy(error: unknown): boolean {
  return primaryCode(error) === CODES.busy;
}

/**
 * Returns why nothing can be stored, for the caller; undefined if the cause is not the disk or the
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
 * Converts an error for callers of the store: errors of the disk become retryable, with the reason.
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
 * The folder of the open file has gone, or another is in its place: new writes would be lost with
 * this process.
 */
export function storeVanished(file: string): Unavailable {
  return new Unavailable(
    `${file} was removed or replaced while it was open. Put the folder back, or stop Wardbell and start it with a folder that stays.`,
    { reason: 'The folder in which Wardbell keeps its data was removed or replaced.' },
  );
}
