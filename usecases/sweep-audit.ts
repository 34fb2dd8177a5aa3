import type { Config } from '#core/team/config.ts';
import { FIRST_DAY } from '#core/time/first-day.ts';
import { DAY, type Instant } from '#core/time/instant.ts';
import { allInParallel } from './in-parallel.ts';
import type { Ports } from './ports.ts';

/** How many days are looked at at once, and how many entries of one are removed at once. */
const DAYS_AT_ONCE = 10;
const PIECE = 500;

/** What one call removes of a day, at most; what is left goes the next day. */
const MOST_OF_A_DAY = 50_000;

/**
 * Removes the days of the audit trail that the config keeps no longer, whole, and tells how many
 * entries went. It looks at each day anew, and keeps no place: whoever stops it half-way loses
 * nothing. Whoever calls this writes no entries (`deployment/permissions.ts`).
 */
export function sweepAudit({ trail }: Pick<Ports, 'trail'>, { retention }: Config) {
  return async (now: Instant): Promise<number> => {
    const days: Instant[] = [];
    // A day is over by then from its first moment to its last.
    const until = retention.audit === null ? FIRST_DAY : now - retention.audit - DAY;
    for (let day = FIRST_DAY; day <= until; day += DAY) {
      days.push(day);
    }
    const removed = await allInParallel(days, DAYS_AT_ONCE, removeDay);
    return removed.reduce((sum, one) => sum + one, 0);
  };

  async function removeDay(day: Instant): Promise<number> {
    let removed = 0;
    for (let piece = PIECE; piece === PIECE && removed < MOST_OF_A_DAY; removed += piece) {
      piece = await trail.removeDay(day, PIECE);
    }
    return removed;
  }
}

/** The same for one machine, which has no daily audit: once a day, from the start on. */
export function sweepAuditDaily(ports: Pick<Ports, 'trail'>, config: Config) {
  const sweep = sweepAudit(ports, config);
  let last: Instant | undefined;
  return async (now: Instant): Promise<number> => {
    // A clock that went back does not keep it waiting.
    if (last !== undefined && now >= last && now < last + DAY) {
      return 0;
    }
    last = now;
    return sweep(now);
  };
}
