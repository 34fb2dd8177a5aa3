import { withNotes } from '#core/evaluation/own-item.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import { OWN_ITEMS } from '#core/sample/validate-sample.ts';
import { clockStepBack } from '#core/time/clock-skew.ts';
import type { Duration, Instant } from '#core/time/instant.ts';
import type { Ports } from './ports.ts';

/** The item in the subjects table that records the last tick of the clock. It is never due. */
const CLOCK_ITEM = `${OWN_ITEMS}clock`;

/** Remembers the last tick of a clock, to detect that it went back. */
export interface ClockMonitor {
  /** Returns how far the clock went back since its last tick; 0 if it did not. */
  wentBack(now: Instant): Promise<Duration>;
  /**
   * Records this tick. After the clock went back, call it only once everything that waits was
   * reconciled.
   */
  ticked(now: Instant): Promise<void>;
}

/**
 * Compares the clock with its last tick. Keep the monitor for the life of the process: it holds
 * each tick in memory, and writes one per `noteEvery` to the store, for the next process.
 */
export function createClockMonitor(
  { subjects }: Pick<Ports, 'subjects'>,
  noteEvery: Duration,
): ClockMonitor {
  let stored: SubjectState | undefined;
  let last: Instant | undefined;
  const read = async () => {
    stored = (await subjects.load([CLOCK_ITEM])).get(CLOCK_ITEM);
  };
  return {
    async wentBack(now) {
      if (last === undefined) {
        await read();
      }
      return clockStepBack(last ?? stored?.savedAt, now);
    },
    async ticked(now) {
      const noted = stored?.savedAt;
      if (noted === undefined || Math.abs(now - noted) >= noteEvery) {
        const next = withNotes(CLOCK_ITEM, stored, { savedAt: now });
        // Two clocks may write at once; the other's record serves as well.
        if ((await subjects.save(next, next.version - 1)) === 'saved') {
          stored = next;
        } else {
          await read();
        }
      }
      last = now;
    },
  };
}
