import type { Alert } from '../alert/alert.ts';
import { oneLine } from '../text/one-line.ts';
import { DAY, type Duration, HOUR, MINUTE } from '../time/instant.ts';
import { momentText } from './moment.ts';
import type { Wording } from './wording.ts';

/**
 * Tells which limit a forecast reaches, and when: `95 % in about 3 h`. It is as it was when the
 * alert began: whether it came so no value has told, so of a time that has passed this tells by
 * when it was to. Where values may not be shown the limit is none that a page names. Undefined if
 * it is no forecast, or beyond its limit.
 */
export function reachesText(
  { reaches, unit = '', service }: Alert,
  { config, now }: Pick<Wording, 'config' | 'now'>,
): string | undefined {
  if (reaches === undefined) {
    return undefined;
  }
  const isShown = config.services[service]?.valuesInPages;
  const what = isShown ? oneLine(`${reaches.limit} ${unit}`) : 'its limit';
  const left = reaches.at - now;
  return left > 0
    ? `${what} in about ${roughly(left)}`
    : `was to reach ${what} by ${momentText(reaches.at, now, config.timeZone)}`;
}

/** A forecast is no timetable: minutes are told in fives. */
function roughly(left: Duration): string {
  if (left < 90 * MINUTE) {
    return `${5 * Math.max(1, Math.round(left / (5 * MINUTE)))} min`;
  }
  return left < 2 * DAY ? `${Math.round(left / HOUR)} h` : `${Math.round(left / DAY)} d`;
}
