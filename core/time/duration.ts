import { DAY, type Duration, HOUR, MINUTE, SECOND } from './instant.ts';

/**
 * The syntax of durations: whole weeks, days, hours, minutes and seconds, largest first, as
 * `1h30m`.
 */
export const DURATION_PATTERN = String.raw`^(?=\d)(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?$`;

const pattern = new RegExp(DURATION_PATTERN);
const UNITS = [7 * DAY, DAY, HOUR, MINUTE, SECOND];

/**
 * Parses `45s`, `5m`, `1h30m`, `2d`, `1w` and their like; undefined if the text is no such
 * duration.
 */
export function parseDuration(text: string): Duration | undefined {
  const match = pattern.exec(text);
  if (match === null) {
    return undefined;
  }
  return UNITS.reduce((sum, unit, i) => sum + unit * Number.parseInt(match[i + 1] ?? '0', 10), 0);
}

/**
 * Formats a duration so that `parseDuration` can read it back; fractions of a second are dropped.
 */
export function formatDuration(duration: Duration): string {
  let rest = duration;
  let text = '';
  for (const [unit, letter] of [
    [DAY, 'd'],
    [HOUR, 'h'],
    [MINUTE, 'm'],
    [SECOND, 's'],
  ] as const) {
    const count = Math.floor(rest / unit);
    if (count > 0) {
      text += `${count}${letter}`;
    }
    rest -= count * unit;
  }
  return text === '' ? '0s' : text;
}

/** Tells a duration of whole seconds to people, in the largest unit that it is whole in: `90 s`. */
export function durationInWords(duration: Duration): string {
  if (duration % HOUR === 0) {
    return `${duration / HOUR} h`;
  }
  if (duration % MINUTE === 0) {
    return `${duration / MINUTE} min`;
  }
  return `${duration / SECOND} s`;
}
