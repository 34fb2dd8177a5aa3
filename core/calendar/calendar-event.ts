import { personName } from '../responder/person-name.ts';
import type { Config } from '../team/config.ts';
import { oneLine } from '../text/one-line.ts';
import type { Interval } from '../time/interval.ts';
import { isoTime } from '../time/wall-clock.ts';
import type { CalendarTurn } from './calendar-turns.ts';
import type { CalendarOwner } from './owner.ts';

/** A turn as calendar programs know and show it. */
export interface CalendarEvent extends Interval {
  /**
   * The same for as long as a turn of the schedule begins then, whoever has it. No id has a dot.
   */
  readonly uid: string;
  readonly summary: string;
}

/** Returns how a calendar is called. */
export function calendarName({ kind, id }: CalendarOwner, config: Pick<Config, 'people'>): string {
  return `On call: ${kind === 'person' ? nameOf(id, config) : id}`;
}

/** Returns the event of a turn in the calendar of a person or a schedule. */
export function calendarEvent(
  { schedule, from, to, people }: CalendarTurn,
  { kind, id }: CalendarOwner,
  config: Pick<Config, 'people'>,
): CalendarEvent {
  const whose = kind === 'person' ? `${id}.` : '';
  const begins = isoTime(from).replace(/[-:]/gu, '');
  const names = people.map((person) => nameOf(person, config)).join(', ');
  const summary = kind === 'person' ? `On call: ${schedule}` : `${schedule}: ${names}`;
  return { uid: `${whose}${schedule}.${begins}`, from, to, summary };
}

function nameOf(id: string, config: Pick<Config, 'people'>): string {
  return oneLine(personName(config, id));
}
