import { archivedLine } from '#core/sample/archived.ts';
import type { Sample } from '#core/sample/sample.ts';
import type { Instant } from '#core/time/instant.ts';
import type { Ports } from './ports.ts';

/** How many samples are not in the archive, as far as is known, and why. */
export interface Unarchived {
  readonly count: number;
  readonly cause?: unknown;
}

export const NONE_UNARCHIVED: Unarchived = { count: 0 };

/**
 * Archives samples that were taken in. It does not throw, since nobody is paged by the archive;
 * undefined if there is none.
 */
export function archiveSamples({
  archive,
}: Pick<Ports, 'archive'>):
  | ((samples: readonly Sample[], now: Instant) => Promise<Unarchived>)
  | undefined {
  if (archive === undefined) {
    return undefined;
  }
  return async (samples, now) => {
    if (samples.length === 0) {
      return NONE_UNARCHIVED;
    }
    try {
      const lines = samples.map((sample) => archivedLine(sample, now));
      await archive.append(lines, now);
      return NONE_UNARCHIVED;
    } catch (cause) {
      return { count: samples.length, cause };
    }
  };
}
