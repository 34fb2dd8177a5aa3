import { type Duration, MINUTE } from '#core/time/instant.ts';
import type { JudgedSamples } from '#core/trend/choose.ts';
import { describeError } from '#runtime/log.ts';
import type { Runtime } from '#runtime/runtime.ts';
import { recordTrends, type SentBy } from '#usecases/record-trends.ts';
import { NEW_SERIES_PER_SENDER } from '#usecases/slot-marks.ts';
import { atMostEvery } from './at-most-every.ts';

/** How often a function logs that points are lost: while that goes on each request loses some. */
const LOG_EVERY: Duration = MINUTE;

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
  by: SentBy,
) => Promise<void> {
  const record = recordTrends(ports, config);
  const isLostDue = atMostEvery(LOG_EVERY);
  const isCrowdedDue = atMostEvery(LOG_EVERY);
  return async (judged, by) => {
    const { lost, crowdedOut, cause } = await record(judged, by);
    const { sender: key, now } = by;
    if (lost + crowdedOut > 0) {
      measure({ trendPointsLost: lost + crowdedOut });
    }
    if (lost > 0 && isLostDue(now)) {
      const error = cause !== undefined && { error: describeError(cause) };
      log({ level: 'error', message: 'points of trends could not be stored', lost, ...error });
    }
    if (crowdedOut > 0 && isCrowdedDue(now)) {
      const inAnHour = NEW_SERIES_PER_SENDER;
      log({ level: 'info', message: CROWDED_OUT, key, crowdedOut, inAnHour });
    }
  };
}

const CROWDED_OUT =
  'a sender begins more series in an hour than values are kept of: look for a label or subject that is new each time';
