import { type Duration, type Instant, SECOND } from './instant.ts';

/**
 * How often the deployed clock ticks, whether anything is due or not: what it was not asked to look
 * at is found by then.
 */
export const TICK_EVERY: Duration = 20 * SECOND;

/**
 * How far ahead looks are asked for: until the next tick, and 5 s more, since EventBridge calls at
 * any moment of its minute.
 */
export const LOOK_AHEAD: Duration = TICK_EVERY + 5 * SECOND;

/**
 * A look comes at least this much after what is due: clocks of AWS differ by milliseconds, and what
 * its handler finds not yet due is not sent again within the minute (`minuteOf` in tick.ts).
 */
const MARGIN: Duration = 100;

/**
 * Returns the moment of a look at what is due then, a whole number of seconds from now: SQS delays
 * by no less. It is late by 0.1 to 1.1 s; for what is past, it is now.
 */
export function lookTime(due: Instant, now: Instant): Instant {
  return now + Math.ceil((earliest(due, now) - now) / SECOND) * SECOND;
}

/** Tells of looks whether they are late enough for what is due then, and not late by more. */
export function isLookFor(due: Instant, now: Instant): (look: Instant) => boolean {
  const from = earliest(due, now);
  return (look) => look >= from && look < from + SECOND;
}

function earliest(due: Instant, now: Instant): Instant {
  return Math.max(due + MARGIN, now);
}
