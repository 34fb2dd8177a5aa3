import { DURATION_PATTERN, formatDuration, parseDuration } from '#core/time/duration.ts';
import { DAY, type Duration, HOUR } from '#core/time/instant.ts';
import { knownZone, zoneHint } from '#core/time/known-zone.ts';
import { isDate } from '#core/time/typed-time.ts';
import { quoted, type Reading, textFormat } from './text-format.ts';

const YEAR = 365 * DAY;
const DURATION = 'a duration, such as 30s, 5m, 1h30m or 2d';

/** The allowed range of a duration, and why none shorter is. */
interface DurationLimits {
  readonly min?: Duration;
  readonly max?: Duration;
  readonly why?: string;
  /** Why no longer ones do. */
  readonly longWhy?: string;
}

export function duration(limits: DurationLimits = {}) {
  return textFormat({
    title: DURATION,
    pattern: DURATION_PATTERN,
    read: (text) => readDuration(text, limits),
  });
}

/** A duration, or `never`. */
export const durationOrNever = (limits: DurationLimits) => durationOr('never', limits);

/** A duration, or `forever`. */
export const durationOrForever = (limits: DurationLimits) => durationOr('forever', limits);

function durationOr(endless: string, limits: DurationLimits) {
  return textFormat<Duration | null>({
    title: `${DURATION}, or ${endless}`,
    pattern: `${DURATION_PATTERN}|^${endless}$`,
    read: (text) => (text === endless ? { value: null } : readDuration(text, limits)),
  });
}

function readDuration(text: string, { min = 0, max = YEAR, why, longWhy }: DurationLimits) {
  const value = parseDuration(text);
  if (value === undefined) {
    return notDuration(text);
  }
  if (value < min) {
    return { wrong: `${quoted(text)} is shorter than ${formatDuration(min)}`, ...reason(why) };
  }
  if (value > max) {
    return { wrong: `${quoted(text)} is longer than ${formatDuration(max)}`, ...reason(longWhy) };
  }
  return { value };
}

function notDuration(text: string): Reading<Duration> {
  const hint = /^-/u.test(text)
    ? 'a duration cannot be negative'
    : 'whole numbers with w, d, h, m or s, largest first';
  return { wrong: `${quoted(text)} is not ${DURATION}`, hint };
}

function reason(why: string | undefined): { hint?: string } {
  return { ...(why !== undefined && { hint: why }) };
}

/** The length of a turn: hours and days differ when the clocks change. */
export const shift = textFormat<{ days: number } | { hours: number }>({
  title: 'the length of a turn, such as 12h, 1d or 1w',
  pattern: DURATION_PATTERN,
  examples: ['12h', '1d', '1w'],
  read: (text) => {
    const why = 'a turn lasts whole hours, days or weeks, at least 1h';
    const reading = readDuration(text, { min: HOUR, why });
    if (!('value' in reading)) {
      return reading;
    }
    const hours = reading.value / HOUR;
    if (!Number.isInteger(hours)) {
      return { wrong: `${quoted(text)} is not whole hours, days or weeks` };
    }
    return { value: /[hms]/u.test(text) ? { hours } : { days: hours / 24 } };
  },
});

const TIME = '([01][0-9]|2[0-3]):[0-5][0-9]';

function timeFormat(title: string, pattern: string) {
  const expression = new RegExp(pattern, 'u');
  const hint = 'two digits each for hour and minute, on a 24-hour clock';
  return textFormat({
    title,
    pattern,
    examples: ['07:00', '19:30'],
    read: (text) =>
      expression.test(text) ? { value: text } : { wrong: `${quoted(text)} is not ${title}`, hint },
  });
}

export const timeOfDay = timeFormat('a time of day, such as 07:00', `^${TIME}$`);

export const endOfSpan = timeFormat(
  'a time of day, such as 19:00, or 24:00 for the end of the day',
  `^(${TIME}|24:00)$`,
);

export const date = textFormat({
  title: 'a date, such as 2026-01-05',
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
  read: readDate,
});

export function readDate(text: string): Reading<string> {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) {
    return { wrong: `${quoted(text)} is not a date`, hint: 'year-month-day, as 2026-01-05' };
  }
  return isDate(text) ? { value: text } : { wrong: `there is no ${text} in the calendar` };
}

/** A time of the wall clock to the minute, as `2026-01-05T07:00`. */
export const wallMinute = textFormat({
  title: 'a date and a time of day, such as 2026-01-05 07:00',
  pattern: `^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T]${TIME}$`,
  read: (text) => {
    const [, day = '', time = ''] = new RegExp(`^(.{10})[ T](${TIME})$`, 'u').exec(text) ?? [];
    const hint = 'the day and the time on a 24-hour clock, as 2026-01-05 07:00';
    return isDate(day)
      ? { value: `${day}T${time}` }
      : { wrong: `${quoted(text)} is no date and time of day`, hint };
  },
});

export const timeZone = textFormat({
  title: 'a time zone, such as Europe/Stockholm or UTC',
  examples: ['Europe/Stockholm', 'America/New_York', 'UTC'],
  read: (text) => {
    const zone = knownZone(text);
    return zone === undefined
      ? { wrong: `${quoted(text)} is not a known time zone`, hint: zoneHint(text) }
      : { value: zone };
  },
});

/** Runbooks become links in mails and in the console, so only web addresses are allowed. */
export const webAddress = textFormat({
  title: 'a web address, beginning with https:// or http://',
  pattern: '^https?://',
  read: (text) =>
    text.length <= 500 && /^https?:\/\/[^\s"<>]+$/u.test(text) && URL.canParse(text)
      ? { value: text }
      : {
          wrong: `${quoted(text)} is not a web address`,
          hint: 'it begins with https:// and has at most 500 characters',
        },
});
