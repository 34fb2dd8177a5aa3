import ICAL from 'ical.js';
import { oneLine } from '#core/text/one-line.ts';
import { DAY, type Instant, SECOND } from '#core/time/instant.ts';
import type { Interval } from '#core/time/interval.ts';
import { knownZone } from '#core/time/known-zone.ts';
import { resolveTypedTime } from '#core/time/typed-time.ts';
import { CliFailure } from './failure.ts';

/** An event of a calendar: somebody's turn, and the texts that may say whose. */
export interface CalendarTurn extends Interval {
  readonly summary: string;
  readonly description: string;
  /** Of those who attend it, and of the organizer where nobody does. */
  readonly mails: readonly string[];
  /** Dates of an event of whole days, such as `2027-01-06`; none of another. */
  readonly days: readonly string[];
}

/** How far an event is followed: daily ones for 50 years, while one of each second has no end. */
const MOST_OCCURRENCES = 20_000;

/** How many days of one event are told by their dates. */
const MOST_DAYS = 400;

/**
 * Returns the turns of an iCalendar file (RFC 5545) that touch a window, recurring ones each time.
 *
 * @param timeZone of events that name none, where the file has no `X-WR-TIMEZONE`
 */
export function calendarTurns(
  text: string,
  window: Interval,
  timeZone: string,
): readonly CalendarTurn[] {
  return calendarsIn(text).flatMap((calendar) => {
    const told = calendar.getFirstPropertyValue('x-wr-timezone');
    const clocks: Clocks = {
      usual: (typeof told === 'string' && knownZone(told)) || timeZone,
      own: new Map(
        calendar.getAllSubcomponents('vtimezone').map((zone) => {
          const made = new ICAL.Timezone(zone);
          return [made.tzid, made] as const;
        }),
      ),
    };
    const events = calendar.getAllSubcomponents('vevent');
    const byUid = Map.groupBy(events, (event) => String(event.getFirstPropertyValue('uid') ?? ''));
    return [...byUid].flatMap(([uid, same]) =>
      uid === ''
        ? same.flatMap((one) => turnsOf([one], window, clocks))
        : turnsOf(same, window, clocks),
    );
  });
}

function calendarsIn(text: string): readonly ICAL.Component[] {
  try {
    const parsed: unknown = ICAL.parse(text);
    const isOne = Array.isArray(parsed) && typeof parsed[0] === 'string';
    const all = (isOne ? [parsed] : parsed) as ConstructorParameters<typeof ICAL.Component>[0][];
    const components = all.map((one) => new ICAL.Component(one));
    // An empty file has no events either, and would end whatever was imported of the calendar.
    if (components.length === 0 || components.some(({ name }) => name !== 'vcalendar')) {
      throw new Error('it has no BEGIN:VCALENDAR');
    }
    return components;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CliFailure('failed', `The calendar is no iCalendar file (RFC 5545): ${why}`);
  }
}

/** The zones by which events of a calendar are read. */
interface Clocks {
  readonly usual: string;
  /** Those that the file describes, by the names that it gives them. */
  readonly own: ReadonlyMap<string, ICAL.Timezone>;
}

/** Events of one UID: an event, and those of its occurrences that are otherwise. */
function turnsOf(
  events: readonly ICAL.Component[],
  window: Interval,
  clocks: Clocks,
): readonly CalendarTurn[] {
  const isOccurrence = (event: ICAL.Component) => event.hasProperty('recurrence-id');
  const others = events.filter(isOccurrence);
  const masters = events.filter((event) => !isOccurrence(event));
  const single = (event: ICAL.Component) => turnAt(event, new ICAL.Event(event).startDate, clocks);
  if (masters.length === 0) {
    return others.flatMap(single).filter((turn) => touches(turn, window));
  }
  return masters.flatMap((master) => {
    const event = new ICAL.Event(master, { exceptions: others });
    if (!event.isRecurring()) {
      return single(master).filter((turn) => touches(turn, window));
    }
    return occurrencesOf(event, window)
      .map((next) => event.getOccurrenceDetails(next))
      .flatMap(({ item, startDate }) => turnAt(item.component, startDate, clocks))
      .filter((turn) => touches(turn, window));
  });
}

/** Returns the occurrences that may touch a window, whatever zone they are in. */
function occurrencesOf(event: ICAL.Event, window: Interval): readonly ICAL.Time[] {
  const length = Math.max(0, event.duration.toSeconds()) * SECOND;
  const found: ICAL.Time[] = [];
  const occurrences = event.iterator();
  for (let n = 0; n < MOST_OCCURRENCES; n++) {
    const next = occurrences.next() as ICAL.Time | null | undefined;
    const about = next ? Date.UTC(next.year, next.month - 1, next.day, next.hour) : Infinity;
    if (!next || about > window.to + MOVED) {
      return found;
    }
    if (about + length > window.from - MOVED) {
      found.push(next);
    }
  }
  throw new CliFailure(
    'failed',
    `The event "${oneLine(event.summary ?? '')}" of the calendar repeats more than ${MOST_OCCURRENCES} times: export the calendar from a later day on.`,
  );
}

/** How far an occurrence may have been moved into the window, and a day for its zone. */
const MOVED = 32 * DAY;

function touches(turn: Interval, window: Interval): boolean {
  return turn.from < window.to && turn.to > window.from;
}

/** A turn that begins at a time of the wall clock, and lasts by that as long as the event does. */
function turnAt(event: ICAL.Component, start: ICAL.Time, clocks: Clocks): readonly CalendarTurn[] {
  if (String(event.getFirstPropertyValue('status')).toUpperCase() === 'CANCELLED') {
    return [];
  }
  const { startDate, endDate, summary, description } = new ICAL.Event(event);
  const end = floating(start);
  end.addDuration(floating(endDate).subtractDate(floating(startDate)));
  const zone = zoneOf(event, 'dtstart');
  const endZone = event.hasProperty('dtend') ? zoneOf(event, 'dtend') : zone;
  return [
    {
      from: instantOf(start, zone, clocks),
      to: instantOf(end, endZone, clocks),
      summary: summary ?? '',
      description: description ?? '',
      mails: mailsIn(event),
      days: start.isDate ? daysFrom(start, end) : [],
    },
  ];
}

/** The dates from one up to another, which is not among them; one alone if that is no later. */
function daysFrom(start: ICAL.Time, end: ICAL.Time): readonly string[] {
  const first = Date.UTC(start.year, start.month - 1, start.day);
  const length = (Date.UTC(end.year, end.month - 1, end.day) - first) / DAY;
  return Array.from({ length: Math.min(Math.max(1, length), MOST_DAYS) }, (_, later) =>
    new Date(first + later * DAY).toISOString().slice(0, 10),
  );
}

/** The time that a wall clock shows, without its zone. */
function floating({ year, month, day, hour, minute, second, isDate }: ICAL.Time): ICAL.Time {
  const shown = { year, month, day, hour, minute, second, isDate };
  return new ICAL.Time(shown, ICAL.Timezone.localTimezone);
}

/** Returns the name of the zone of a property, `UTC` where its value says so. */
function zoneOf(event: ICAL.Component, name: 'dtstart' | 'dtend'): string | undefined {
  const property = event.getFirstProperty(name);
  const value: unknown = property?.getFirstValue();
  const isUtc = value instanceof ICAL.Time && value.zone === ICAL.Timezone.utcTimezone;
  return isUtc ? 'UTC' : property?.getFirstParameter('tzid');
}

function instantOf(time: ICAL.Time, zone: string | undefined, { usual, own }: Clocks): Instant {
  const timeZone = zone === undefined || time.isDate ? usual : knownZone(zone);
  if (timeZone !== undefined) {
    const [date, clock = '00:00:00'] = floating(time).toString().split('T');
    return resolveTypedTime({ date: date ?? '', time: clock }, { timeZone, after: 0 }).at;
  }
  const described = own.get(zone ?? '');
  if (described === undefined) {
    throw new CliFailure(
      'failed',
      `The calendar names the time zone "${zone}", which it does not describe (VTIMEZONE), and which is no IANA name such as Europe/Stockholm.`,
    );
  }
  const local = floating(time);
  local.zone = described;
  return local.toUnixTime() * 1000;
}

function mailsIn(event: ICAL.Component): readonly string[] {
  const of = (name: string) =>
    event
      .getAllProperties(name)
      .map((property) => String(property.getFirstValue()).replace(/^mailto:/iu, ''))
      .filter((mail) => mail.includes('@'));
  const attending = of('attendee');
  return attending.length > 0 ? attending : of('organizer');
}
