import { own } from '../collections/own.ts';
import type { Config } from '../team/config.ts';

/** Returns the zone in which times of a schedule are told: its own, as its hand-offs are. */
export function scheduleZone(
  schedule: string,
  { schedules, timeZone }: Pick<Config, 'schedules' | 'timeZone'>,
): string {
  return own(schedules, schedule)?.timeZone ?? timeZone;
}
