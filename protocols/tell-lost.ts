import { type Instant, MINUTE } from '#core/time/instant.ts';
import { describeError } from '#runtime/log.ts';
import type { Measured } from '#runtime/measure.ts';
import type { Runtime } from '#runtime/runtime.ts';
import type { IngestResult } from '#usecases/ingest-samples.ts';
import type { LostSamples } from '#usecases/lost-samples.ts';
import { atMostEvery } from './at-most-every.ts';

/** Samples that were taken in, and did not come to all that only follows them. */
type Lost = Pick<IngestResult, 'unarchived' | 'untallied'>;

/**
 * Counts samples that may not be in the archive, and those that objectives may not count, and logs
 * why, each once a minute. Create it once for each function.
 */
export function createLossWatch(
  runtime: Pick<Runtime, 'log' | 'measure'>,
): (lost: Lost, now: Instant) => void {
  const tellUnarchived = watch(runtime, 'samples could not be archived', (count) => ({
    samplesUnarchived: count,
  }));
  const tellUntallied = watch(runtime, 'samples could not be counted for objectives', (count) => ({
    samplesUntallied: count,
  }));
  return ({ unarchived, untallied }, now) => {
    tellUnarchived(unarchived, now);
    tellUntallied(untallied, now);
  };
}

function watch(
  { log, measure }: Pick<Runtime, 'log' | 'measure'>,
  message: string,
  measured: (count: number) => Measured,
): (lost: LostSamples, now: Instant) => void {
  const isDue = atMostEvery(MINUTE);
  return ({ count: samples, cause }, now) => {
    if (samples === 0) {
      return;
    }
    measure(measured(samples));
    if (isDue(now)) {
      log({ level: 'error', message, samples, error: describeError(cause) });
    }
  };
}
