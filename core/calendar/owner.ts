import { own } from '../collections/own.ts';
import type { Config } from '../team/config.ts';
import { teamPerson } from '../team/team-people.ts';

/** Whose turns a calendar has: those of a person in all schedules, or all of a schedule. */
export interface CalendarOwner {
  readonly kind: 'person' | 'schedule';
  readonly id: string;
}

/** Whether the config knows the person or the schedule of a calendar. */
export function isKnownOwner(
  { kind, id }: CalendarOwner,
  config: Pick<Config, 'people' | 'schedules'>,
): boolean {
  return (kind === 'person' ? teamPerson(config, id) : own(config.schedules, id)) !== undefined;
}

export function isSameOwner(one: CalendarOwner, other: CalendarOwner): boolean {
  return one.kind === other.kind && one.id === other.id;
}
