import { teamNames } from '../frame/me.ts';
import { query } from '../frame/router.ts';
import { ownZone } from '../frame/time.ts';

export function zoneOfSchedule(schedule: string): string {
  const { schedules, timeZone } = teamNames.value;
  return schedules.find(({ id }) => id === schedule)?.timeZone ?? timeZone;
}

/** Whether times are shown by the clocks of a schedule; by those of the reader otherwise. */
export function isByScheduleZone(): boolean {
  return query.value.get('zone') === 'schedule';
}

/** The zone in which times of a schedule are shown. */
export function shownZone(schedule: string): string {
  return isByScheduleZone() ? zoneOfSchedule(schedule) : ownZone();
}
