import type { Instant } from '#core/time/instant.ts';
import type { JudgedSamples } from '#core/trend/choose.ts';
import { describeError } from '#runtime/log.ts';
import type { Runtime } from '#runtime/runtime.ts';
import { recordTrends } from '#usecases/record-trends.ts';

/**
 * Records points of trends; see `recordTrends`. Create it once for each function. It never fails,
 * and comes after whatever pages: a point that is lost is a gap in a chart, which is counted.
 */
export function createTrendRecorder({
  ports,
  config,
  log,
  measure,
}: Pick<Runtime, 'ports' | 'config' | 'log' | 'measure'>): (
  judged: readonly JudgedSamples[],
  now: Instant,
) => Promise<void> {
  const record = recordTrends(ports, config);
  return async (judged, now) => {
    const { lost, cause } = await record(judged, now);
    if (lost === 0) {
      return;
    }
    measure({ trendPointsLost: lost });
    const error = cause !== undefined && { error: describeError(cause) };
    log({ level: 'error', message: 'points of trends could not be stored', lost, ...error });
  };
}
