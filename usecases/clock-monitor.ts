import { withNotes } from '#core/evaluation/own-item.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import { OWN_ITEMS } from '#core/sample/validate-sample.ts';
import { clockStepBack } from '#core/time/clock-skew.ts';
import type { Duration, Instant } from '#core/time/instant.ts';
import type { Ports } from './ports.ts';

/** The item among the subjects in which it stands when the clock ticked last. It is never due. */
const CLOCK_ITEM = `${OWN_ITEMS}clock`;

/** What a clock remembers of itself, so that it finds out when it has gone back. */
export interface ClockMonitor {
  /** How far it has gone back since it ticked last; 0 where it has not. */
  wentBack(now: Instant): Promise<Duration>;
  /**
   * Remembers this tick. Once it has gone back: when everything that waits was looked at, and not
   * before.
   */
  ticked(now: Instant): Promise<void>;
}

/**
 * Compares the clock with when it ticked last. Whoever ticks again and again keeps this: it
 * remembers every tick itself, and in the store one each `noteEvery`, for the next process.
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
        // Two clocks may note at once: what the other has noted is as good.
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
