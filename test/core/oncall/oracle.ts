import { Temporal } from 'temporal-polyfill';
import type { Layer, Override, Restriction, Schedule } from '#core/oncall/schedule.ts';
import type { Instant } from '#core/time/instant.ts';

/**
 * Returns who is on call, as an independent and slow oracle: it lists every hand-off of the layer
 * and every day's hours, and searches all of them for each moment.
 */
export function oracle(schedule: Schedule, overrides: readonly Override[], to: Instant) {
  const layers = schedule.layers.map((layer) => slowLayer(layer, schedule.timeZone, to)).reverse();
  const mine = overrides
    .filter((override) => override.schedule === schedule.id)
    .sort((a, b) => a.createdAt - b.createdAt);
  return (at: Instant): readonly string[] => {
    const now = mine.filter(({ from, to }) => from <= at && at < to);
    const whole = now.filter(({ instead }) => instead === undefined);
    const coats = [
      ...whole.reverse().map(({ person, createdAt }) => ({ crew: [person], since: createdAt })),
      ...layers.map((crewAt) => ({ crew: [crewAt(at) ?? []].flat(), since: -1 })),
    ];
    for (const { crew, since } of coats) {
      const served = now
        .filter(({ createdAt }) => createdAt > since)
        .reduce<readonly string[]>(standIn, crew);
      if (served.length > 0) {
        return served;
      }
    }
    return [];
  };
}

function standIn(crew: readonly string[], { person, instead }: Override): readonly string[] {
  if (instead === undefined || instead === person || !crew.includes(instead)) {
    return crew;
  }
  return crew.filter((one) => one !== person).map((one) => (one === instead ? person : one));
}

function slowLayer(layer: Layer, ofSchedule: string, to: Instant) {
  const timeZone = layer.timeZone ?? ofSchedule;
  const handOffs = slowHandOffs(layer, timeZone, to);
  const hoursOf = (spans: readonly Restriction[]) =>
    spans.flatMap((span) => slowHours(span, layer.start, timeZone, to));
  const hours = hoursOf(layer.restrictions);
  const closed = hoursOf(layer.exceptions ?? []);
  return (at: Instant) => {
    const turn = handOffs.findLastIndex((handOff) => handOff <= at);
    const isIn = (spans: typeof hours) => spans.some(([from, end]) => from <= at && at < end);
    const open = (layer.restrictions.length === 0 || isIn(hours)) && !isIn(closed);
    return turn >= 0 && open ? layer.people[turn % layer.people.length] : undefined;
  };
}

const DAYS = ['', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

function slowHandOffs(layer: Layer, timeZone: string, to: Instant): Instant[] {
  const handOffs: Instant[] = [];
  let wall = Temporal.PlainDateTime.from(layer.start);
  // Two days more than asked for: clocks that are set back show a later time earlier.
  const { shift } = layer;
  while (zoned(wall, timeZone) <= to + 48 * 3_600_000) {
    if ('weekly' in shift) {
      const times = shift.weekly.filter(({ day }) => day === DAYS[wall.dayOfWeek]);
      const walls = times.map(({ time }) => wall.withPlainTime(time));
      const since = walls.filter((one) => one.toString() >= layer.start);
      handOffs.push(...since.map((one) => zoned(one, timeZone)));
      wall = wall.add({ days: 1 }).withPlainTime();
    } else {
      handOffs.push(zoned(wall, timeZone));
      wall = wall.add(shift);
    }
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
    const { days, dates } = restriction;
    if (days.length > 0 && !days.some((d) => d === DAYS[day.dayOfWeek])) {
      continue;
    }
    if (dates !== undefined && !dates.includes(day.toString())) {
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
