import { Temporal } from 'temporal-polyfill';
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
  const clock = Temporal.PlainTime.from(time);
  if (date !== undefined) {
    return meant(Temporal.PlainDate.from(date), clock, typed, zone);
  }
  const today = wallTime(after, zone).toPlainDate();
  for (let days = -1; ; days++) {
    const date = today.add({ days });
    const next = meant(date, clock, typed, zone);
    if (next.at > after) {
      return next;
    }
    const second = secondTime(date.toPlainDateTime(clock), zone);
    if (second > after) {
      return { at: second, remark: secondTaken(second, zone) };
    }
  }
}

/** Returns when the wall clock shows a time for the last time: the second if it shows it twice. */
function secondTime(wall: Temporal.PlainDateTime, zone: string): Instant {
  const { epochMilliseconds } = wall.toZonedDateTime(zone, { disambiguation: 'later' });
  return wallTime(epochMilliseconds, zone).equals(wall) ? epochMilliseconds : momentOf(wall, zone);
}

function secondTaken(at: Instant, zone: string): string {
  return `The clocks show that time twice, and the first has been: the second is taken, ${zonedTime(at, zone)}.`;
}

function meant(
  date: Temporal.PlainDate,
  clock: Temporal.PlainTime,
  { time }: TypedTime,
  zone: string,
): ResolvedTime {
  const wall = date.toPlainDateTime(clock);
  const at = momentOf(wall, zone);
  const other = secondTime(wall, zone);
  const shown = `${wall.toString({ smallestUnit: 'minute' }).replace('T', ' ')} in ${zone}`;
  if (!wallTime(at, zone).equals(wall)) {
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
    return Temporal.PlainDate.from(text, { overflow: 'reject' }) !== undefined;
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
