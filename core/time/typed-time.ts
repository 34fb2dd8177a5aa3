import { getISO } from 'temporal-polyfill/fns/Calendar';
import * as PlainDateFns from 'temporal-polyfill/fns/PlainDate';
import * as PlainDateTimeFns from 'temporal-polyfill/fns/PlainDateTime';
import * as PlainTimeFns from 'temporal-polyfill/fns/PlainTime';
import { parseDuration } from './duration.ts';
import { DAY, type Duration, HOUR, type Instant, MINUTE } from './instant.ts';
import { momentOf, wallTime } from './wall-clock.ts';
import { offsetOfLabel } from './zone-label.ts';
import { zonedTime } from './zoned-time.ts';

/** A time as somebody wrote it; its zone may still be open. */
export interface TypedTime {
  /** `YYYY-MM-DD`; absent: the next day on which the time is still to come. */
  readonly date?: string;
  /** `HH:MM`, `HH:MM:SS` or with a fraction; absent: the beginning of the day. */
  readonly time?: string;
  /** The offset from UTC, if it was written. */
  readonly offset?: Duration;
}

export type ParsedTime =
  | { readonly ok: true; readonly typed: TypedTime }
  /** `reason` is a whole sentence or two. */
  | { readonly ok: false; readonly reason: string };

/** The accepted forms of times, as the end of a sentence. */
const TYPED_TIMES =
  '"2026-05-04 07:00", "07:00" for the next one to come, or with an offset, "2026-05-04T07:00:00Z"';

const WRITTEN =
  /^(?:(\d{4}-\d\d-\d\d)(?:$|(?:T| +)(?=\d)))?(?:(\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(?: *(Z|[+-]\d\d(?::?\d\d)?|[a-z]+(?:[+-][\d:]+)?))?)?$/i;

/**
 * Parses a typed time: a date and a time of day, either alone, and optionally an offset: `Z`,
 * `+02:00`, or a label as times are shown with.
 */
export function parseTypedTime(text: string): ParsedTime {
  const [whole, date, time, label] = WRITTEN.exec(text.trim()) ?? [];
  if (!whole) {
    return wrong(`"${text}" is not a time: write ${TYPED_TIMES}.${hint(text)}`);
  }
  if (date !== undefined && !isDate(date)) {
    return wrong(`There is no ${date} in the calendar.`);
  }
  if (time !== undefined && !/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d|$)/.test(time)) {
    return wrong(`"${time}" is no time of day: they go from 00:00 to 23:59.`);
  }
  const offset = label === undefined ? undefined : offsetOf(label);
  if (label !== undefined && offset === undefined) {
    return wrong(
      `"${label}" does not say which offset from UTC is meant: write CET, UTC-5 or +02:00, or name a zone such as America/Chicago with --zone.`,
    );
  }
  return {
    ok: true,
    typed: {
      ...(date !== undefined && { date }),
      ...(time !== undefined && { time }),
      ...(offset !== undefined && { offset }),
    },
  };
}

/** The zone of a typed time, and the moment after which it comes if it has no date. */
export interface Clocks {
  readonly timeZone: string;
  readonly after: Instant;
}

/** The moment that a typed time means, and a remark about how it was understood. */
export interface ResolvedTime {
  readonly at: Instant;
  readonly remark?: string;
}

/**
 * Resolves a typed time to a moment. As with hand-offs, a time that the wall clock skips is later
 * by as much as is skipped, and one that it shows twice is the first; the remark says so.
 */
export function resolveTypedTime(typed: TypedTime, { timeZone, after }: Clocks): ResolvedTime {
  const { date, time = '00:00', offset } = typed;
  const zone = offset === undefined ? timeZone : fixedZone(offset);
  const clock = PlainTimeFns.fromString(time);
  if (date !== undefined) {
    return meant(PlainDateFns.fromString(date, getISO), clock, typed, zone);
  }
  const today = PlainDateTimeFns.toPlainDate(wallTime(after, zone));
  for (let days = -1; ; days++) {
    const date = PlainDateFns.addDays(today, days);
    const next = meant(date, clock, typed, zone);
    if (next.at > after) {
      return next;
    }
    const second = secondTime(PlainDateFns.toPlainDateTime(date, clock), zone);
    if (second > after) {
      return { at: second, remark: secondTaken(second, zone) };
    }
  }
}

/** Returns when the wall clock shows a time for the last time: the second if it shows it twice. */
function secondTime(wall: PlainDateTimeFns.Record, zone: string): Instant {
  const options = { disambiguation: 'later' } as const;
  const { epochMilliseconds: later } = PlainDateTimeFns.toZonedDateTime(wall, zone, options);
  return PlainDateTimeFns.equals(wallTime(later, zone), wall) ? later : momentOf(wall, zone);
}

function secondTaken(at: Instant, zone: string): string {
  return `The clocks show that time twice, and the first has been: the second is taken, ${zonedTime(at, zone)}.`;
}

function meant(
  date: PlainDateFns.Record,
  clock: PlainTimeFns.Record,
  { time }: TypedTime,
  zone: string,
): ResolvedTime {
  const wall = PlainDateFns.toPlainDateTime(date, clock);
  const at = momentOf(wall, zone);
  const other = secondTime(wall, zone);
  const shown = `${PlainDateTimeFns.toString(wall, { smallestUnit: 'minute' }).replace('T', ' ')} in ${zone}`;
  if (!PlainDateTimeFns.equals(wallTime(at, zone), wall)) {
    // A date alone means the beginning of the day, whenever that is.
    return time === undefined
      ? { at }
      : {
          at,
          remark: `The clocks skip ${shown}: it is taken as ${zonedTime(at, zone)}.`,
        };
  }
  return other === at
    ? { at }
    : {
        at,
        remark: `The clocks show ${shown} twice: the first is taken, ${zonedTime(at, zone)}. For the second write "${zonedTime(other, zone)}".`,
      };
}

function offsetOf(label: string): Duration | undefined {
  if (/^z$/i.test(label)) {
    return 0;
  }
  const [, sign, hours, minutes = '0'] = /^([+-])([01]\d|2[0-3]):?([0-5]\d)?$/.exec(label) ?? [];
  if (hours === undefined) {
    return offsetOfLabel(label);
  }
  return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE);
}

/** A zone without clock changes, `+05:30`. */
function fixedZone(offset: Duration): string {
  const clock = new Date(Math.abs(offset) % DAY).toISOString().slice(11, 16);
  return `${offset < 0 ? '-' : '+'}${clock}`;
}

/** Whether the text is a valid calendar date in the form `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  try {
    return PlainDateFns.fromString(text, getISO) !== undefined;
  } catch {
    return false;
  }
}

function hint(text: string): string {
  if (/^\d:\d\d/.test(text)) {
    return ` The hour has two digits: 0${text}.`;
  }
  return parseDuration(text) === undefined ? '' : ' A length of time goes with --for.';
}

function wrong(reason: string): ParsedTime {
  return { ok: false, reason };
}
