import type { Heartbeat } from '../../rule/heartbeat.ts';
import type { Duration, Instant } from '../../time/instant.ts';
import { expectedAt, missingAt } from './expected.ts';
import type { HeartbeatEntry } from './state.ts';

/**
 * The status of a heartbeat. `new`: never received, and so not watched. `late`: success is overdue,
 * within the grace. `down`: it failed or is missing.
 */
export type HeartbeatStatus =
  | { readonly status: 'new' }
  | {
      readonly status: 'up' | 'late' | 'down';
      readonly pingedAt: Instant;
      readonly succeededAt?: Instant;
      /** When the next success is expected, and from when it is missing. */
      readonly expectedAt: Instant;
      readonly missingAt: Instant;
      /** Since when a run is under way. */
      readonly startedAt?: Instant;
      readonly took?: Duration;
    };

/** Returns the current status of a heartbeat from its stored state. */
export function heartbeatStatus(
  heartbeat: Heartbeat,
  entry: HeartbeatEntry | undefined,
  now: Instant,
): HeartbeatStatus {
  const { alert, beat } = entry ?? {};
  if (beat === undefined) {
    return { status: 'new' };
  }
  const { pingedAt, succeededAt, startedAt, took } = beat;
  const times = { expectedAt: expectedAt(heartbeat, beat), missingAt: missingAt(heartbeat, beat) };
  const isDown = alert !== undefined || times.missingAt <= now;
  return {
    status: isDown ? 'down' : times.expectedAt <= now ? 'late' : 'up',
    pingedAt,
    ...times,
    ...(succeededAt !== undefined && { succeededAt }),
    ...(startedAt !== undefined && { startedAt }),
    ...(took !== undefined && { took }),
  };
}
