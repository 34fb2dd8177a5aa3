import { archivedLine } from '#core/sample/archived.ts';
import type { Sample } from '#core/sample/sample.ts';
import type { Instant } from '#core/time/instant.ts';
import { type LostSamples, NONE_LOST } from './lost-samples.ts';
import type { Ports } from './ports.ts';

/**
 * How many bytes of lines are appended at a time: a record of Firehose may have 1,000 KiB, and gzip
 * adds 5 to each 16 KB that it cannot make smaller.
 */
const PIECE_BYTES = 1_000_000;

/**
 * How many bytes of lines a request may have. What was decoded shares texts among its samples, and
 * may be a hundred times as large as lines.
 */
const REQUEST_BYTES = 20_000_000;

/** How many pieces of a request are held and appended at once: so it takes no longer than five. */
const PIECES_AT_ONCE = 4;

/** A request has more lines than are archived. The log tells this by its name. */
export class TooLargeToArchive extends Error {
  override readonly name = 'TooLargeToArchive';
}

/**
 * Archives samples that were taken in, a piece after the other, until one fails or there are too
 * many. It does not throw, since nobody is paged by the archive; undefined if there is none.
 */
export function archiveSamples({
  archive,
}: Pick<Ports, 'archive'>):
  | ((samples: readonly Sample[], now: Instant) => Promise<LostSamples>)
  | undefined {
  if (archive === undefined) {
    return undefined;
  }
  return async (samples, now) => {
    let kept = 0;
    let cause: unknown;
    const pieces = piecesOf(samples, now);
    const appendNext = async () => {
      for await (const lines of pieces) {
        try {
          await archive.append(lines, now);
          kept += lines.length;
        } catch (error) {
          cause ??= error;
          // It ends the pieces for the others, too.
          return;
        }
      }
    };
    // Each is waited for where one fails, too: the function is frozen with its answer.
    await Promise.all(Array.from({ length: PIECES_AT_ONCE }, appendNext));
    const count = samples.length - kept;
    return count === 0 ? NONE_LOST : { count, cause: cause ?? new TooLargeToArchive(TOO_LARGE) };
  };
}

const TOO_LARGE = `a request has more than ${REQUEST_BYTES} bytes of lines, and the rest is not archived: send it in smaller ones`;

/** Lets what the store has answered meanwhile be decided first. */
const aTurn = () => new Promise<void>(setImmediate);

/** Makes lines, a piece at a time, when they are asked for. */
async function* piecesOf(samples: readonly Sample[], now: Instant) {
  let piece: string[] = [];
  let bytes = 0;
  let total = 0;
  await aTurn();
  for (const sample of samples) {
    const line = archivedLine(sample, now);
    const size = Buffer.byteLength(line) + 1;
    total += size;
    if (total > REQUEST_BYTES) {
      break;
    }
    if (bytes + size > PIECE_BYTES) {
      yield piece;
      piece = [];
      bytes = 0;
      await aTurn();
    }
    piece.push(line);
    bytes += size;
  }
  if (piece.length > 0) {
    yield piece;
  }
}
