import { getISO } from 'temporal-polyfill/fns/Calendar';
import * as PlainDateTimeFns from 'temporal-polyfill/fns/PlainDateTime';
import { DAY } from '../time/instant.ts';
import type { Interval } from '../time/interval.ts';
import { momentOf, wallTime } from '../time/wall-clock.ts';
import type { Layer } from './schedule.ts';

/** One person's turn in a layer. */
export interface Turn extends Interval {
  readonly person: string;
}

/**
 * Returns the turns of a layer within a window, whatever its restrictions. Hand-offs follow the
 * wall clock: a night turn is an hour longer or shorter when the clocks change. It walks back from
 * the end, so that if a zone skips more than a whole turn (Samoa skipped a day) the turn that the
 * clocks then show counts.
 */
export function turns(layer: Layer, timeZone: string, window: Interval): Turn[] {
  const start = PlainDateTimeFns.fromString(layer.start, getISO);
  const hours = 'days' in layer.shift ? layer.shift.days * 24 : layer.shift.hours;
  const found: Turn[] = [];
  let to = window.to;
  for (let n = lastTurn(layer, { start, hours, timeZone }, window); n >= 0; n--) {
    const from = momentOf(PlainDateTimeFns.addHours(start, n * hours), timeZone);
    const person = layer.people[n % layer.people.length];
    if (from >= to || person === undefined) {
      continue;
    }
    found.push({ from: Math.max(from, window.from), to, person });
    if (from <= window.from) {
      break;
    }
    to = from;
  }
  return found.reverse();
}

/** When the first turn begins on the wall clock of a zone, and how long each lasts. */
interface Rotation {
  readonly start: PlainDateTimeFns.Record;
  readonly hours: number;
  readonly timeZone: string;
}

/**
 * Returns the number of the last turn of the window; a single person has one turn that never ends.
 */
function lastTurn(layer: Layer, { start, hours, timeZone }: Rotation, window: Interval): number {
  if (new Set(layer.people).size <= 1) {
    return 0;
  }
  // One day more: if clocks were set back, the window holds times later than the one they show at
  // its end.
  const end = wallTime(window.to + DAY, timeZone);
  return Math.floor(PlainDateTimeFns.diffHours(start, end) / hours);
}
