import { locale, words } from '../words/index.ts';
import { now } from './clock.ts';
import { html } from './html.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formats are slow to make, and a list needs hundreds. */
function format(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = language + JSON.stringify(options);
  const known = formats.get(name) ?? new Intl.DateTimeFormat(language, options);
  formats.set(name, known);
  return known;
}

/** A moment in the reader's language, with the parts that are asked for. */
export function timeText(moment: number, options: Intl.DateTimeFormatOptions): string {
  return format(locale.value, options).format(moment);
}

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/**
 * The time of day with its zone, the date where that is not today, and the year where it is
 * another: `04:14 CET`.
 */
export function exactTime(moment: number, at: number, timeZone?: string): string {
  const language = locale.value;
  const zone = { ...(timeZone !== undefined && { timeZone }) };
  const day = format(language, { dateStyle: 'short', ...zone });
  const isToday = day.format(moment) === day.format(at);
  const year = format(language, { year: 'numeric', ...zone });
  const isThisYear = year.format(moment) === year.format(at);
  const date: Intl.DateTimeFormatOptions = {
    ...(!isToday && { weekday: 'short', day: 'numeric', month: 'short' }),
    ...(!isThisYear && { year: 'numeric' }),
  };
  return format(language, { ...date, ...CLOCK, timeZoneName: 'short', ...zone }).format(moment);
}

/** The moment to the second, with its date and zone. */
function fullTime(moment: number, timeZone?: string): string {
  const options = { dateStyle: 'full', timeStyle: 'long' } as const;
  const zone = { ...(timeZone !== undefined && { timeZone }) };
  return format(locale.value, { ...options, ...zone }).format(moment);
}

/** A length of time in its two largest units: `2 hr 5 min`, `40 sec`. */
export function duration(ms: number): string {
  const length = Math.max(0, ms);
  const parts: readonly (readonly [Unit, number, number])[] = [
    ['day', DAY, Number.POSITIVE_INFINITY],
    ['hour', HOUR, DAY],
    ['minute', MINUTE, HOUR],
    ['second', SECOND, MINUTE],
  ];
  const first = parts.findIndex(([, size]) => length >= size);
  if (first < 0) {
    return unit('second', 0);
  }
  return parts
    .slice(first, first + (first === 3 ? 1 : 2))
    .map(([name, size, whole]) => ({ name, count: Math.floor((length % whole) / size) }))
    .filter(({ count }, index) => index === 0 || count > 0)
    .map(({ name, count }) => unit(name, count))
    .join(' ');
}

const SIZES: Readonly<Record<string, number>> = { d: DAY, h: HOUR, m: MINUTE, s: SECOND };

/** A length of time as the API and the config write it, `1h30m`, in the reader's language. */
export function durationText(text: string): string {
  const parts = [...text.matchAll(/(\d+)([dhms])/gu)];
  return parts.map(([part]) => part).join('') === text && text !== ''
    ? duration(
        parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (SIZES[unit] ?? 0), 0),
      )
    : text;
}

type Unit = 'day' | 'hour' | 'minute' | 'second';

const units = new Map<string, Intl.NumberFormat>();

function unit(name: Unit, count: number): string {
  const { language } = words.value;
  const key = language + name;
  const known =
    units.get(key) ??
    new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'short' });
  units.set(key, known);
  return known.format(count);
}

/** A date with its year. */
export function dateOf(at: string): string {
  return format(locale.value, { dateStyle: 'medium' }).format(Date.parse(at));
}

/** The zone of this device. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** A moment with its zone, for times that are far away. */
export function At({ at }: { readonly at: string }) {
  const moment = Date.parse(at);
  return html`<time datetime=${at} title=${fullTime(moment)}
    >${exactTime(moment, now.value)}</time
  >`;
}

/** A measured time, to a tenth of a second. */
export function seconds(count: number): string {
  const options = { style: 'unit', unit: 'second', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale.value, options).format(count);
}

/** A moment that is past: when, and how long ago. It goes on by itself. */
export function Since({ at }: { readonly at: string }) {
  const moment = Date.parse(at);
  return html`<time datetime=${at} title=${fullTime(moment)}
    >${exactTime(moment, now.value)} (${duration(coarse(now.value - moment))})</time
  >`;
}

/** A moment to come: when, by the clocks of a zone, and in how long, to the second. */
export function Until({ at, timeZone }: { readonly at: string; readonly timeZone?: string }) {
  const moment = Date.parse(at);
  return html`<time datetime=${at} title=${fullTime(moment, timeZone)}
    >${exactTime(moment, now.value, timeZone)} (${words.value.inTime(duration(moment - now.value))})</time
  >`;
}

/** Beyond a minute seconds tell nothing, and would move all the time. */
function coarse(ms: number): number {
  return ms < MINUTE ? ms : ms - (ms % MINUTE);
}
