import { type Instant, MINUTE } from '#core/time/instant.ts';
import { describeError } from '#runtime/log.ts';
import type { Runtime } from '#runtime/runtime.ts';
import type { Unarchived } from '#usecases/archive-samples.ts';
import { atMostEvery } from './at-most-every.ts';

/**
 * Counts samples that were taken in and may not be in the archive, and logs why, once a minute.
 * Create it once for each function.
 */
export function createArchiveWatch({
  log,
  measure,
}: Pick<Runtime, 'log' | 'measure'>): (unarchived: Unarchived, now: Instant) => void {
  const isDue = atMostEvery(MINUTE);
  return ({ count: samples, cause }, now) => {
    if (samples === 0) {
      return;
    }
    measure({ samplesUnarchived: samples });
    if (isDue(now)) {
      const message = 'samples could not be archived';
      log({ level: 'error', message, samples, error: describeError(cause) });
    }
  };
}
