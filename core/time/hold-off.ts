import { type Duration, type Instant, SECOND } from './instant.ts';

/** After what others can do without has failed, nobody waits for it for a while. */
const HELD_OFF: Duration = 10 * SECOND;

/** Whether what failed at a moment is left alone for now; also if the clock went back since. */
export function isHeldOff(failedAt: Instant, now: Instant): boolean {
  return Math.abs(now - failedAt) < HELD_OFF;
}
