import type * as PlainDateTimeFns from 'temporal-polyfill/fns/PlainDateTime';
import { DAY } from '../time/instant.ts';
import type { Interval } from '../time/interval.ts';
import { momentOf, wallTime } from '../time/wall-clock.ts';
import type { Absence } from './absence.ts';
import { passingOver } from './pass-over.ts';
import { type Rotation, rotationOf } from './rotation.ts';
import { crewOf, type Layer } from './schedule.ts';

/** One turn in a layer, and who has it. */
export interface Turn extends Interval {
  readonly people: readonly string[];
}

/**
 * Returns the turns of a layer within a window, whatever its restrictions. Hand-offs follow the
 * wall clock: a night turn is an hour longer or shorter when the clocks change. It walks back from
 * the end, so that if a zone skips more than a whole turn (Samoa skipped a day) the turn that the
 * clocks then show counts.
 */
export function turns(
  layer: Layer,
  timeZone: string,
  window: Interval,
  absences: readonly Absence[] = [],
): Turn[] {
  const crewOfTurn = passingOver(layer, timeZone, absences);
  const rotation = rotationOf(layer);
  const found: Turn[] = [];
  let to = window.to;
  for (let n = lastTurn(layer, rotation, wallTime(window.to + DAY, timeZone)); n >= 0; n--) {
    const from = momentOf(rotation.startOf(n), timeZone);
    const crew = layer.people[crewOfTurn(n)];
    if (from >= to || crew === undefined) {
      continue;
    }
    found.push({ from: Math.max(from, window.from), to, people: crewOf(crew) });
    if (from <= window.from) {
      break;
    }
    to = from;
  }
  return found.reverse();
}

/**
 * Returns the number of the last turn of a window; people who never change have one turn that never
 * ends.
 *
 * @param dayAfter a day behind the end of the window: if clocks were set back, the window holds
 *   times later than the one they show at its end
 */
function lastTurn({ people }: Layer, rotation: Rotation, dayAfter: PlainDateTimeFns.Record) {
  const crews = new Set(people.map((crew) => JSON.stringify(crewOf(crew))));
  return crews.size <= 1 ? 0 : rotation.turnAt(dayAfter);
}
