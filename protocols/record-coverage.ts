import { type Duration, type Instant, MINUTE } from '#core/time/instant.ts';
import { describeError } from '#runtime/log.ts';
import type { Runtime } from '#runtime/runtime.ts';
import { type CoveredSamples, recordMetricCoverage } from '#usecases/record-metric-coverage.ts';

/** After the store has failed, requests do not wait for these records for a while. */
const HELD_OFF: Duration = MINUTE;

/**
 * Records how the rules are fed; see `recordMetricCoverage`. It never fails: the samples have been
 * evaluated, and must not be sent again because of a record that the next request makes as well.
 */
export function createCoverageRecorder({
  ports,
  config,
  log,
}: Pick<Runtime, 'ports' | 'config' | 'log'>): (
  sent: CoveredSamples,
  now: Instant,
) => Promise<void> {
  const note = recordMetricCoverage(ports, config);
  let failedAt: Instant = Number.NEGATIVE_INFINITY;
  return async (sent, now) => {
    if (Math.abs(now - failedAt) < HELD_OFF) {
      return;
    }
    try {
      await note(sent, now);
    } catch (error) {
      failedAt = now;
      const message = 'what is sent could not be noted';
      log({ level: 'error', message, error: describeError(error) });
    }
  };
}
