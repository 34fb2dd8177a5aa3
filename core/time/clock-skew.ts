import { type Duration, type Instant, SECOND } from './instant.ts';

/**
 * Synchronized clocks differ by less than this. What was stored further ahead was stored by a clock
 * that has gone back since: it counts as stored now, and delays nothing.
 */
export const CLOCK_SKEW: Duration = 10 * SECOND;

/** Returns how far the clock has gone back since something was stored; 0 if it has not. */
export function clockStepBack(storedAt: Instant | undefined, now: Instant): Duration {
  return storedAt !== undefined && storedAt > now + CLOCK_SKEW ? storedAt - now : 0;
}

/** A step back of the clock: by how much, and the time of the tick that detected it. */
export interface ClockStep {
  readonly by: Duration;
  readonly at: Instant;
}

/**
 * Identifies the step by the last tick before the clock went back: a repeated tick finds the same
 * step.
 */
export function stepId({ by, at }: ClockStep): Instant {
  return by + at;
}

/**
 * Returns by how much a time stored at `storedAt` must be moved back to keep its meaning after the
 * clock went back. Without a known step that only shows for times ahead of the clock. Undefined
 * means doubt: it was stored about when the step was detected, or as long before the step as the
 * clock went back.
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
 * Limits a time for which something waits, that was set no further ahead than `longest`. If it is
 * further ahead, the clock has gone back since: there is nothing left to wait for.
 */
export function clampToHorizon(due: Instant, longest: Duration, now: Instant): Instant {
  return clockStepBack(due - longest, now) > 0 ? now : due;
}
