import { type Duration, type Instant, SECOND } from './instant.ts';

/**
 * Clocks that are kept right differ by less than this. What was stored further ahead than this was
 * stored by a clock that has gone back since: it counts as stored now, and delays nothing.
 */
export const CLOCK_SKEW: Duration = 10 * SECOND;

/** How far the clock has gone back since something was stored; 0 where it has not. */
export function clockStepBack(storedAt: Instant | undefined, now: Instant): Duration {
  return storedAt !== undefined && storedAt > now + CLOCK_SKEW ? storedAt - now : 0;
}

/** That the clock went back: by how much, and the time of the tick that found out. */
export interface ClockStep {
  readonly by: Duration;
  readonly at: Instant;
}

/**
 * When the clock had ticked last before it went back: a tick that must be repeated finds the same
 * step.
 */
export function stepId({ by, at }: ClockStep): Instant {
  return by + at;
}

/**
 * By how much what was stored at `storedAt` must be moved back to count as it did before the clock
 * went back. Without a known step that shows only in what is ahead of the clock. Undefined is a
 * doubt: it was stored about when the step was found out, or as long before the step as that went.
 */
export function rebaseOffset(
  storedAt: Instant,
  now: Instant,
  step: ClockStep | undefined,
): Duration | undefined {
  if (step === undefined) {
    return clockStepBack(storedAt, now);
  }
  if (storedAt > now) {
    return Math.max(step.by, storedAt - now);
  }
  return storedAt < step.at - CLOCK_SKEW ? step.by : undefined;
}

/**
 * A moment for which something waits, that was set no further ahead than `longest`. Where it is
 * further ahead than that, the clock has gone back since: there is nothing left to wait for.
 */
export function clampToHorizon(due: Instant, longest: Duration, now: Instant): Instant {
  return clockStepBack(due - longest, now) > 0 ? now : due;
}
