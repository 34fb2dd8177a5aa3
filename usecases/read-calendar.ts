import type { CalendarAddress } from '#core/calendar/calendar-address.ts';
import { calendarEvent, calendarName } from '#core/calendar/calendar-event.ts';
import { calendarTurns, calendarWindow } from '#core/calendar/calendar-turns.ts';
import { isKnownOwner } from '#core/calendar/owner.ts';
import { type Revised, revise } from '#core/calendar/revise.ts';
import type { Config } from '#core/team/config.ts';
import { type Instant, utcDate } from '#core/time/instant.ts';
import { currentRota } from './current-rota.ts';
import type { Ports } from './ports.ts';

/** A calendar as it is fetched. */
export interface FetchedCalendar extends Pick<Revised, 'events'> {
  readonly name: string;
}

/** Several programs may fetch by one address at the same time, and see the same. */
const ATTEMPTS = 3;

/**
 * Returns the calendar of an address, and notes what it has told: once a day, and when turns have
 * changed. Undefined: it was revoked, or its person or schedule has left the config.
 */
export function readCalendar({ controls }: Pick<Ports, 'controls'>, config: Config) {
  return async (id: string, now: Instant): Promise<FetchedCalendar | undefined> => {
    let calendar: FetchedCalendar | undefined;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const address = await controls.calendar(id);
      if (address === undefined || !isKnownOwner(address.owner, config)) {
        return undefined;
      }
      const { revised, noted } = await read(address, now);
      calendar = { name: calendarName(address.owner, config), events: revised.events };
      if (
        noted === undefined ||
        (await controls.saveCalendar(noted, address.version)) === 'saved'
      ) {
        return calendar;
      }
    }
    return calendar;
  };

  async function read(address: CalendarAddress, now: Instant) {
    const { owner, told, version, fetchedOn } = address;
    const window = calendarWindow(now);
    const turns = calendarTurns(await currentRota({ controls }, config), owner, window);
    const events = turns.map((turn) => calendarEvent(turn, owner, config));
    const revised = revise(events, told, { now, over: window.from });
    const today = utcDate(now);
    const next = { ...address, version: version + 1, told: revised.told, fetchedOn: today };
    return { revised, ...((revised.isRevised || fetchedOn !== today) && { noted: next }) };
  }
}
