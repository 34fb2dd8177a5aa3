import { formatDuration, parseDuration } from '#core/time/duration.ts';
import { DAY, type Duration, HOUR, MINUTE, SECOND } from '#core/time/instant.ts';

/** Prefixes of the unit names that people write after a number, with their length. */
const WORDS: readonly (readonly [beginning: RegExp, length: Duration])[] = [
  [/^(ms|milli)/u, 1],
  [/^(s|sec)/u, SECOND],
  [/^(m|min)/u, MINUTE],
  [/^(h|hr|hour)/u, HOUR],
  [/^d/u, DAY],
  [/^(w|wk)/u, 7 * DAY],
];

const ONE_WORD: Readonly<Record<string, string>> = {
  hourly: '1h',
  daily: '1d',
  weekly: '1w',
  biweekly: '2w',
};

const NEVER = new Set(['0', 'off', 'no', 'none', 'false', 'forever', 'infinite', 'inf', 'null']);

/** Suggests a duration for a text that is none. */
export function durationSlip(text: string, wanted: string): string | undefined {
  if (parseDuration(text) !== undefined) {
    return undefined;
  }
  const small = text.toLowerCase();
  if (wanted.endsWith('or never') && NEVER.has(small)) {
    return 'write never';
  }
  if (/^\d+(\.\d+)?$/u.test(text)) {
    return /turn/u.test(wanted) ? turnOf(Number(text)) : unitOf(Number(text));
  }
  if (/^-?\d+ *(months?|mo|years?|y)$/u.test(small)) {
    return 'months and years differ in length: write days, such as 30d or 365d';
  }
  if (/^\d+ *(ms|millis?|milliseconds?)$/u.test(small) && meantDuration(small) === undefined) {
    return 'the smallest unit is the second, s';
  }
  const meant = ONE_WORD[small] ?? meantDuration(small);
  return meant === undefined ? undefined : `write ${meant}`;
}

/** A bare number may have any unit: lists what it would be in each. */
function unitOf(count: number): string {
  const of = (unit: Duration) => formatDuration(count * unit);
  if (count === 0) {
    return 'write 0s';
  }
  if (!Number.isInteger(count)) {
    return `add the unit: ${of(HOUR)} if these are hours`;
  }
  if (count >= 1_000 && count % 1_000 === 0) {
    return `add the unit: ${of(1)} if these are milliseconds, ${of(SECOND)} if seconds`;
  }
  return `add the unit: ${of(SECOND)} if these are seconds, ${of(MINUTE)} if minutes`;
}

function turnOf(count: number): string {
  const hours = formatDuration(count * HOUR);
  return `add the unit: ${hours} if these are hours, ${count}d if days, ${count}w if weeks`;
}

/** Reads `30 s`, `5 minutes`, `1.5h`, `PT1H30M`, `00:05:00`, `30s10m` as a duration. */
function meantDuration(text: string): string | undefined {
  const clock = /^(\d+):(\d\d):(\d\d)$/u.exec(text);
  if (clock !== null) {
    const [hours = 0, minutes = 0, seconds = 0] = clock.slice(1).map(Number);
    return whole(hours * HOUR + minutes * MINUTE + seconds * SECOND);
  }
  const parts = /^p(?=[\dt])/u.test(text) ? text.replace(/^p|t/gu, '') : text;
  if (!/^(\d+([.,]\d+)? *[a-z]+[ ,]*)+$/u.test(parts)) {
    return undefined;
  }
  let sum = 0;
  for (const [, count = '', word = ''] of parts.matchAll(/(\d+(?:[.,]\d+)?) *([a-z]+)/gu)) {
    const unit = WORDS.find(([beginning]) => beginning.test(word))?.[1];
    if (unit === undefined) {
      return undefined;
    }
    sum += Number(count.replace(',', '.')) * unit;
  }
  return whole(sum);
}

function whole(length: Duration): string | undefined {
  return length > 0 && length % SECOND === 0 ? formatDuration(length) : undefined;
}
