import { appendFile, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Duration, Instant } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import type { SampleArchive } from '#usecases/ports.ts';
import { gzipLines } from './gzip-lines.ts';

/** Where lines are appended at a time. */
interface Place {
  /** The UTC day, `2026-11-28`. */
  readonly day: string;
  readonly file: string;
}

/**
 * Creates the archive in a folder: one within it for each UTC day on which samples came, and in
 * that a file for each process. A process that is killed leaves an incomplete end, behind which
 * nothing could be read: so each begins a file of its own, and another one after a failure.
 * @param keep days that ended so long ago are removed whenever another begins; null: none
 */
export function folderArchive(folder: string, keep: Duration | null): SampleArchive {
  let place: Place | undefined;
  let files = 0;
  let before: Promise<unknown> = Promise.resolve();

  async function placeAt(now: Instant): Promise<Place> {
    const day = isoTime(now).slice(0, 10);
    if (place?.day === day) {
      return place;
    }
    await mkdir(join(folder, day), { recursive: true, mode: 0o700 });
    if (keep !== null) {
      await removeBefore(folder, isoTime(now - keep).slice(0, 10));
    }
    files += 1;
    const name = `${isoTime(now).replaceAll(/[:.]/gu, '-')}-${files}.jsonl.gz`;
    return { day, file: join(folder, day, name) };
  }

  async function write(lines: readonly string[], now: Instant): Promise<void> {
    try {
      const there = await placeAt(now);
      await appendFile(there.file, await gzipLines(lines), { mode: 0o600 });
      place = there;
    } catch (error) {
      place = undefined;
      throw error;
    }
  }

  return {
    append(lines, now) {
      // One after the other, so that none is written into another.
      const written = before.then(() => write(lines, now));
      before = written.catch(() => undefined);
      return written;
    },
  };
}

/** Removes the folders of days before one. */
async function removeBefore(folder: string, first: string): Promise<void> {
  const days = (await readdir(folder)).filter((name) => /^\d{4}-\d\d-\d\d$/u.test(name));
  for (const day of days.filter((name) => name < first)) {
    await rm(join(folder, day), { recursive: true });
  }
}
