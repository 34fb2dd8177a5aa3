import type { Duration, Instant } from '#core/time/instant.ts';

/** Returns whether something that happens now is to be told: the first, and then one in a while. */
export function atMostEvery(interval: Duration): (now: Instant) => boolean {
  let told: Instant = Number.NEGATIVE_INFINITY;
  return (now) => {
    const isDue = Math.abs(now - told) >= interval;
    told = isDue ? now : told;
    return isDue;
  };
}
