import type { Duration, Instant } from '#core/time/instant.ts';

/** A real-time clock that can skip time in which nothing would happen but waiting. */
export interface DemoClock {
  now(): Instant;
  skip(time: Duration): void;
}

export function demoClock(): DemoClock {
  let skipped = 0;
  return {
    now: () => Date.now() + skipped,
    skip(time) {
      skipped += time;
    },
  };
}
