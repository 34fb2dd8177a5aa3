import { appendFile, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DAY, type Duration, type Instant, SECOND, utcDate } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { type SampleArchive, Unavailable } from '#usecases/ports.ts';
import { gzipLines } from './gzip-lines.ts';

/** How long the disk is waited for, in ms. */
const ANSWER_WITHIN: Duration = SECOND;

/** Where lines are appended at a time. */
interface Place {
  /** The UTC day, `2026-11-28`. */
  readonly day: string;
  readonly file: string;
}

/** How days are removed. */
interface Removal {
  /** Days that ended so long ago are removed whenever another begins. */
  readonly keep: Duration;
  /** Is told why a day, or the list of them, could not be; the next day tries again. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Creates the archive in a folder: one within it for each UTC day on which samples came, and in
 * that a file for each process. A process that is killed leaves an incomplete end, behind which
 * nothing could be read: so each begins a file of its own, and another one after a failure.
 * @param removal null: no day is removed
 */
export function folderArchive(folder: string, removal: Removal | null): SampleArchive {
  let place: Place | undefined;
  let files = 0;
  let before: Promise<unknown> = Promise.resolve();
  let hangs = false;

  async function placeAt(now: Instant): Promise<Place> {
    const day = utcDate(now);
    if (place?.day === day) {
      return place;
    }
    await mkdir(join(folder, day), { recursive: true, mode: 0o700 });
    files += 1;
    const name = `${isoTime(now).replaceAll(/[:.]/gu, '-')}-${files}.jsonl.gz`;
    return { day, file: join(folder, day, name) };
  }

  async function write(lines: readonly string[], now: Instant): Promise<void> {
    try {
      const there = await placeAt(now);
      await appendFile(there.file, await gzipLines(lines), { mode: 0o600 });
      if (there !== place && removal !== null) {
        // It is not waited for: what was written does not depend on it.
        void removeOld(folder, now, removal);
      }
      place = there;
    } catch (error) {
      place = undefined;
      throw error;
    } finally {
      hangs = false;
    }
  }

  return {
    async append(lines, now) {
      if (hangs) {
        throw new Unavailable('the disk has not answered yet, and is not asked for more');
      }
      // One after the other, so that none is written into another.
      const written = before.then(() => write(lines, now));
      before = written.catch(() => undefined);
      const over = new AbortController();
      const late = wait(ANSWER_WITHIN, LATE, { signal: over.signal }).catch(() => undefined);
      const first = await Promise.race([written, late]).finally(() => over.abort());
      if (first === LATE) {
        hangs = true;
        throw new Unavailable(`the disk did not answer within ${ANSWER_WITHIN} ms`);
      }
    },
  };
}

const LATE = 'late';

/**
 * Removes the folders of days that ended long ago. It counts from now, but from no later than the
 * end of the day after the one that was written before: so a clock that is set years ahead by
 * mistake does not remove everything at once.
 */
async function removeOld(
  folder: string,
  now: Instant,
  { keep, onFailure }: Removal,
): Promise<void> {
  try {
    const days = (await readdir(folder)).filter((name) => /^\d{4}-\d\d-\d\d$/u.test(name)).sort();
    const before = days.findLast((day) => day < utcDate(now));
    if (before === undefined) {
      return;
    }
    const from = Math.min(now, Date.parse(before) + 2 * DAY);
    const first = utcDate(from - keep);
    const removed = days
      .filter((day) => day < first)
      .map((day) => rm(join(folder, day), { recursive: true }).catch(onFailure));
    await Promise.all(removed);
  } catch (error) {
    onFailure(error);
  }
}
