import { isDate } from '#core/time/typed-time.ts';

const FOUR_DIGITS = 'two digits each for hour and minute, in quotes: "07:00"';

const ZONES = (): readonly string[] => Intl.supportedValuesOf('timeZone');

/** Suggests a time of day for a text that is none. */
export function timeSlip(text: string, wanted: string): string | undefined {
  const small = text.toLowerCase().trim();
  if (/^(mon|tue|wed|thu|fri|sat|sun)/u.test(small)) {
    return 'write the time of day alone: the day in starts says on which weekday turns change';
  }
  if (small === 'noon') {
    return 'write "12:00"';
  }
  if (small === 'midnight' || (small === '24:00' && !wanted.includes('24:00'))) {
    return 'write "00:00"';
  }
  // Three digits are ambiguous: YAML 1.1 read 07:00 as 420, others mean 04:20.
  if (/^\d{3}$/u.test(small)) {
    return FOUR_DIGITS;
  }
  const [, hour = '', minute = '00', half] =
    /^(\d{1,2})(?:[:.h]?(\d\d))?(?:[:.]\d\d)?\s*(am|pm|h|uhr)?$/u.exec(small) ?? [];
  if (hour === '') {
    return undefined;
  }
  const past = half === 'pm' ? (Number(hour) % 12) + 12 : Number(hour);
  const at = half === 'am' ? past % 12 : past;
  return at < 24 && Number(minute) < 60
    ? `write "${String(at).padStart(2, '0')}:${minute}"`
    : undefined;
}

/** Suggests a date for a text that is none. */
export function dateSlip(text: string): string | undefined {
  const [, year, month, day] = /^(\d{4})[-/.]?(\d\d?)[-/.]?(\d\d?)(?:[T ].*)?$/u.exec(text) ?? [];
  if (year !== undefined && month !== undefined && day !== undefined) {
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    return date === text || !isDate(date) ? undefined : `write ${date}`;
  }
  if (/^\d{10}$|^\d{13}$/u.test(text)) {
    const at = Number(text) * (text.length === 10 ? 1_000 : 1);
    return `write the day itself, year-month-day: ${new Date(at).toISOString().slice(0, 10)}`;
  }
  if (/^\d\d?[-/.]\d\d?[-/.]\d{4}$/u.test(text)) {
    return `write the year first, then the month and the day: ${text.slice(-4)}-01-05 is the fifth of January`;
  }
  return /^(mon|tue|wed|thu|fri|sat|sun)/iu.test(text)
    ? 'write the date of such a day, year-month-day: 2026-01-05 is a Monday'
    : undefined;
}

/** Suggests a time zone for a text that is none. */
export function zoneSlip(text: string): string | undefined {
  if (/^(?:[A-Z]{1,5})?[+-]\d/iu.test(text)) {
    return 'an offset forgets that clocks change: write the IANA name of the place, such as Europe/Stockholm';
  }
  const city = text.trim().toLowerCase().replaceAll(' ', '_');
  const zone = ZONES().find((name) => name.toLowerCase().endsWith(`/${city}`));
  if (zone !== undefined) {
    return `did you mean "${zone}"?`;
  }
  return /^[A-Z]{2,5}$/u.test(text)
    ? 'an abbreviation names no place: write its IANA name, such as Europe/Stockholm'
    : undefined;
}
