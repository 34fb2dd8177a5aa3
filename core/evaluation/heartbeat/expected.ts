import type { Heartbeat } from '../../rule/heartbeat.ts';
import { nextRun } from '../../time/cron.ts';
import type { Instant } from '../../time/instant.ts';
import type { HeartbeatState } from './state.ts';

/**
 * Returns from when it is missing: a run that has taken too long, or a success that has not come.
 */
export function missingAt(heartbeat: Heartbeat, beat: HeartbeatState): Instant {
  return Math.min(overrunAt(heartbeat, beat), expectedAt(heartbeat, beat) + heartbeat.grace);
}

/** Returns from when the current run has taken too long; never if there is none. */
export function overrunAt({ grace }: Heartbeat, { startedAt = Infinity }: HeartbeatState): Instant {
  return startedAt + grace;
}

/**
 * Returns when the next success is expected. Until there is one, the first ping counts: a job that
 * only ever starts is missed too.
 */
export function expectedAt({ expected }: Heartbeat, beat: HeartbeatState): Instant {
  const { succeededAt, watchedAt, excusedAt = 0 } = beat;
  const last = Math.max(succeededAt ?? watchedAt, excusedAt);
  return expected.kind === 'every'
    ? last + expected.period
    : nextRun(expected.expression, expected.timeZone, last);
}
