import type { Counts } from '../../objective/absorb.ts';
import type { Heartbeat } from '../../rule/heartbeat.ts';
import { MINUTE } from '../../time/instant.ts';
import type { Interval } from '../../time/interval.ts';
import { missingAt } from './expected.ts';
import type { HeartbeatEntry } from './state.ts';

const UP: Counts = { good: 1, bad: 0 };
const DOWN: Counts = { good: 0, bad: 1 };

/**
 * Returns in which minutes of a time a heartbeat was up, and in which down, as far as its state
 * still tells: by how it stood when each ended. It is down from when it is missed, or has said that
 * it failed, until its next success. Before its first success, and after a person has dealt with
 * its failure, nothing is known.
 */
export function minutesUp(
  heartbeat: Heartbeat,
  { beat, alert }: Pick<HeartbeatEntry, 'beat' | 'alert'>,
  { from, to }: Interval,
): ReadonlyMap<number, Counts> {
  const { succeededAt, excusedAt = 0 } = beat;
  const downAt = Math.min(alert?.startsAt ?? Infinity, missingAt(heartbeat, beat));
  const upAt = succeededAt === undefined || excusedAt > succeededAt ? Infinity : succeededAt;
  const minutes = new Map<number, Counts>();
  for (let end = from + MINUTE; end <= to; end += MINUTE) {
    const minute = end / MINUTE - 1;
    if (end >= downAt) {
      minutes.set(minute, DOWN);
    } else if (end >= upAt) {
      minutes.set(minute, UP);
    }
  }
  return minutes;
}
