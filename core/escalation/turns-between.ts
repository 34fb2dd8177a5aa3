import { type HeldSpan, holders } from '../oncall/coverage.ts';
import type { Override, Schedule } from '../oncall/schedule.ts';
import type { Interval } from '../time/interval.ts';
import { overrideSkipReason } from './resolve-on-call.ts';
import type { Roster } from './roster.ts';

/**
 * Returns the turns of a schedule within a window, gaps included, in order and without a break
 * between them. Overrides that never count are passed over, as they are when somebody is paged.
 */
export function turnsBetween(
  schedule: Schedule,
  overrides: readonly Override[],
  config: Pick<Roster, 'people' | 'schedules'>,
  window: Interval,
): readonly HeldSpan[] {
  const standing = overrides.filter((one) => overrideSkipReason(one, config) === undefined);
  return holders(schedule, standing, window);
}
