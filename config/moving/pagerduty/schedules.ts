import type { Restriction } from '#core/oncall/schedule.ts';
import { DAY, HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { listOf, numberOf, partOf, type Raw, textOf } from '../fields.ts';
import { readSchedule } from '../read-schedule.ts';
import type { Fault, OldOverride, OldRotation, ReadSchedule } from '../system.ts';
import { instantOf, wallOf } from '../wall.ts';
import { DAY_MINUTES, daily, minutesOf, weekly } from '../week.ts';

/** Reads a schedule: of its layers, which the API lists from the top, the highest wins. */
export function scheduleOf(value: Raw): ReadSchedule {
  const name = textOf(value, 'name', 'summary') ?? '';
  return readSchedule({
    key: textOf(value, 'id') ?? name,
    name,
    zone: textOf(value, 'time_zone'),
    kind: 'layer',
    parts: listOf(value, 'schedule_layers').toReversed(),
    nameOf: (layer) => textOf(layer, 'name') ?? '',
    rotationOf,
    overrides: (timeZone) => listOf(value, 'overrides').flatMap((one) => overrideOf(one, timeZone)),
  });
}

function rotationOf(layer: Raw, timeZone: string, rank: number): OldRotation | Fault {
  const at = (key: string) => instantOf(textOf(layer, key) ?? '', timeZone);
  const [from, first, end] = [at('start'), at('rotation_virtual_start') ?? at('start'), at('end')];
  const turn = (numberOf(layer, 'rotation_turn_length_seconds') ?? 0) * SECOND;
  const people = listOf(layer, 'users').map((one) => textOf(partOf(one, 'user'), 'id') ?? '');
  if (first === undefined) {
    return { fault: 'its start cannot be read' };
  }
  if (turn < HOUR || turn % HOUR !== 0) {
    return { fault: `a turn of ${turn / MINUTE} minutes: here one lasts whole hours or days` };
  }
  if (people.length === 0) {
    return { fault: 'nobody takes turns in it' };
  }
  const { only, notes } = restrictionsOf(listOf(layer, 'restrictions'));
  return {
    name: textOf(layer, 'name') ?? `layer ${rank + 1}`,
    start: wallOf(first, timeZone),
    ...(from !== undefined && { from }),
    ...(end !== undefined && { end }),
    shift: turn % DAY === 0 ? { days: turn / DAY } : { hours: turn / HOUR },
    crews: people.map((key) => [key]),
    only,
    rank,
    notes,
  };
}

function restrictionsOf(restrictions: readonly Raw[]) {
  const notes = new Set<string>();
  const spans = restrictions.map((one) => {
    const exact = (numberOf(one, 'duration_seconds') ?? 0) / 60;
    if (!Number.isInteger(exact)) {
      notes.add('a restriction of broken minutes is rounded to whole ones');
    }
    const from = minutesOf(textOf(one, 'start_time_of_day') ?? '00:00');
    return { from, minutes: Math.round(exact), day: numberOf(one, 'start_day_of_week') };
  });
  const each = spans.map(({ from, minutes, day }): readonly Restriction[] =>
    day === undefined
      ? daily(from, minutes)
      : weekly([{ from: (day - 1) * DAY_MINUTES + from, minutes }]),
  );
  const isWeekly = spans.every(({ day }) => day !== undefined);
  const only = isWeekly
    ? weekly(
        spans.map(({ from, minutes, day = 1 }) => ({
          from: (day - 1) * DAY_MINUTES + from,
          minutes,
        })),
      )
    : each.some((one) => one.length === 0)
      ? []
      : each.flat();
  return { only, notes: [...notes] };
}

function overrideOf(value: Raw, timeZone: string): readonly OldOverride[] {
  const from = instantOf(textOf(value, 'start') ?? '', timeZone);
  const to = instantOf(textOf(value, 'end') ?? '', timeZone);
  return from === undefined || to === undefined
    ? []
    : [{ person: textOf(partOf(value, 'user'), 'id') ?? '', from, to }];
}
