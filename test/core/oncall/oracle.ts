import { Temporal } from 'temporal-polyfill';
import type { Layer, Override, Restriction, Schedule } from '#core/oncall/schedule.ts';
import type { Instant } from '#core/time/instant.ts';

/**
 * Returns who is on call, as an independent and slow oracle: it lists every hand-off of the layer
 * and every day's hours, and searches all of them for each moment.
 */
export function oracle(schedule: Schedule, overrides: readonly Override[], to: Instant) {
  const layers = schedule.layers.map((layer) => slowLayer(layer, schedule.timeZone, to)).reverse();
  return (at: Instant): string | undefined => {
    const [override] = overrides
      .filter((o) => o.schedule === schedule.id && o.from <= at && at < o.to)
      .sort((a, b) => b.createdAt - a.createdAt);
    if (override !== undefined) {
      return override.person;
    }
    for (const personAt of layers) {
      const person = personAt(at);
      if (person !== undefined) {
        return person;
      }
    }
    return undefined;
  };
}

function slowLayer(layer: Layer, timeZone: string, to: Instant) {
  const handOffs = slowHandOffs(layer, timeZone, to);
  const hours = layer.restrictions.map((r) => slowHours(r, layer.start, timeZone, to));
  return (at: Instant): string | undefined => {
    const turn = handOffs.findLastIndex((handOff) => handOff <= at);
    const open = hours.length === 0 || hours.flat().some(([from, end]) => from <= at && at < end);
    return turn >= 0 && open ? layer.people[turn % layer.people.length] : undefined;
  };
}

function slowHandOffs(layer: Layer, timeZone: string, to: Instant): Instant[] {
  const handOffs: Instant[] = [];
  let wall = Temporal.PlainDateTime.from(layer.start);
  // Two days more than asked for: clocks that are set back show a later time earlier.
  while (zoned(wall, timeZone) <= to + 48 * 3_600_000) {
    handOffs.push(zoned(wall, timeZone));
    wall = wall.add(layer.shift);
  }
  return handOffs;
}

function slowHours(restriction: Restriction, start: string, timeZone: string, to: Instant) {
  const spans: [Instant, Instant][] = [];
  let day = Temporal.PlainDate.from(start.slice(0, 10)).subtract({ days: 3 });
  for (
    ;
    zoned(day.toPlainDateTime(), timeZone) <= to + 48 * 3_600_000;
    day = day.add({ days: 1 })
  ) {
    const name = ['', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'][day.dayOfWeek];
    if (restriction.days.length > 0 && !restriction.days.some((d) => d === name)) {
      continue;
    }
    const from = day.toPlainDateTime().add({ minutes: minutes(restriction.from) });
    const length = minutes(restriction.to) - minutes(restriction.from);
    const end = from.add({ minutes: length > 0 ? length : length + 1_440 });
    spans.push([zoned(from, timeZone), zoned(end, timeZone)]);
  }
  return spans;
}

function zoned(wall: Temporal.PlainDateTime, timeZone: string): Instant {
  return Temporal.ZonedDateTime.from(`${wall.toString()}[${timeZone}]`).epochMilliseconds;
}

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
