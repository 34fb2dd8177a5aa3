import type { Instant } from '#core/time/instant.ts';
import { zonedTime } from '#core/time/zoned-time.ts';
import { type Made, type Named, placed } from './draft.ts';
import { Ids, labelOf } from './ids.ts';
import { type Stack, stacksOf } from './layers.ts';
import type { MadePeople } from './people.ts';
import { type Entry, leftOut, type OldRotation, type OldSchedule, refusal } from './system.ts';
import { instantOf } from './wall.ts';

/** The schedules of a config, and which of them stand for an old one, together. */
export interface MadeSchedules extends Made<Named> {
  idsOf(key: string): readonly string[];
  /** Whether somebody's turn is nobody's. */
  readonly hasNobody: boolean;
  /** Commands for overrides, which no config has. */
  readonly commands: readonly string[];
}

export function madeSchedules(
  old: readonly OldSchedule[],
  people: MadePeople,
  now: Instant,
): MadeSchedules {
  const ids = new Ids('schedule');
  const byKey = new Map<string, readonly string[]>();
  const made = old.map((schedule) => {
    const one = madeSchedule(schedule, { people, ids, now });
    byKey.set(
      schedule.key,
      one.parts.map(([id]) => id),
    );
    return one;
  });
  return {
    parts: made.flatMap(({ parts }) => parts),
    entries: made.flatMap(({ entries }) => entries),
    idsOf: (key) => byKey.get(key) ?? [],
    hasNobody: made.some(({ hasNobody }) => hasNobody),
    commands: made.flatMap(({ commands }) => commands),
  };
}

interface Around {
  readonly people: MadePeople;
  readonly ids: Ids;
  readonly now: Instant;
}

function madeSchedule(schedule: OldSchedule, around: Around) {
  const { name, notes = [] } = schedule;
  const looked = schedule.rotations.map((rotation) => looksAt(rotation, schedule, around));
  const rotations = looked.flatMap(({ rotation }) => rotation ?? []);
  const told = looked.flatMap(({ entry }) => entry ?? []);
  const none = { parts: [], hasNobody: false, commands: [] };
  if (rotations.length === 0) {
    const why =
      schedule.rotations.length === 0 ? 'nobody takes turns in it' : 'nothing is left of it';
    return { ...none, entries: [...told, refusal('schedule', name, ...notes, why)] };
  }
  const stacks = stacksOf({ ...schedule, rotations }, around.now);
  if (stacks === undefined) {
    const why = 'rotations of a higher priority overlap each other: give each its own priority';
    return { ...none, entries: [...told, refusal('schedule', name, ...notes, why)] };
  }
  const named = stacks.map((stack) => ({
    stack,
    id: around.ids.idFor(nameOf(name, stack, stacks)),
  }));
  const several = `what is on call together has a schedule each: ${named.map(({ id }) => id).join(', ')}; policies page them all`;
  const all = [...notes, ...(stacks.length > 1 ? [several] : [])];
  const parts = named.map(({ stack, id }): Named[number] => {
    const comments = [...all, ...stack.flatMap((one) => one.notes ?? [])];
    const layers = stack.map((rotation) => layerOf(rotation, schedule, around));
    return [id, { value: { time_zone: schedule.timeZone, layers }, comments }];
  });
  const overrides = madeOverrides(schedule, named, around);
  const as = named.map(({ id }) => `schedules.${id}`).join(', ');
  return {
    parts,
    entries: [placed({ kind: 'schedule', name, notes: all }, as), ...told, ...overrides.entries],
    hasNobody: rotations.some(({ crews }) => crews.some((crew) => crew.length === 0)),
    commands: overrides.commands,
  };
}

function nameOf(schedule: string, [first]: Stack, stacks: readonly Stack[]): string {
  return stacks.length === 1 ? schedule : `${schedule.slice(0, 30)} ${first?.name ?? ''}`;
}

/** Looks whether a rotation can be a layer: what has ended is left out, strangers are refused. */
function looksAt(rotation: OldRotation, schedule: OldSchedule, { people, now }: Around) {
  const kind = `rotation of schedule "${schedule.name}"`;
  const { name, from, end, timeZone = schedule.timeZone, crews, notes = [] } = rotation;
  if (end !== undefined && end <= now) {
    return { entry: leftOut(kind, name, `it ended at ${zonedTime(end, timeZone)}`) };
  }
  const strangers = new Set(crews.flat().filter((key) => people.idOf(key) === undefined));
  if (strangers.size > 0) {
    const who = [...strangers].join(', ');
    return { entry: refusal(kind, name, `nobody among the files is ${who}`) };
  }
  const ends =
    end === undefined
      ? []
      : [`a layer has no end here: take "${name}" out at ${zonedTime(end, timeZone)}`];
  const begins =
    from === undefined || from <= now || from <= (instantOf(rotation.start, timeZone) ?? now)
      ? []
      : [`a layer begins with its turns here: put "${name}" in at ${zonedTime(from, timeZone)}`];
  const all = [...notes, ...begins, ...ends];
  return {
    rotation: { ...rotation, notes: all },
    entry: placed({ kind, name, notes: all }, 'a layer of it'),
  };
}

function layerOf(rotation: OldRotation, schedule: OldSchedule, { people, now }: Around) {
  const { name, start, timeZone, shift, crews, only } = rotation;
  const zone = timeZone ?? schedule.timeZone;
  const turns = crews.map((crew) => {
    const ids = [...new Set(crew.flatMap((key) => people.idOf(key) ?? []))];
    return ids.length === 0 ? people.nobody[0] : ids.length === 1 ? ids[0] : ids;
  });
  const [starts = '', handOff = ''] = start.split('T');
  const rotates = turns.length > 1;
  const isToCome = (instantOf(start, zone) ?? now) > now;
  return {
    name: labelOf(name, 'layer'),
    people: turns,
    ...((rotates || isToCome) && { ...handOffsOf(shift, handOff, rotates), starts }),
    ...(zone !== schedule.timeZone && { time_zone: zone }),
    ...(only.length > 0 && {
      only: only.map(({ days, from, to }) => ({ ...(days.length > 0 && { days }), from, to })),
    }),
  };
}

/** A layer of one person has no turns, but may have a beginning. */
function handOffsOf(shift: OldRotation['shift'], at: string, rotates: boolean) {
  return 'weekly' in shift
    ? { hand_offs: [{ days: shift.weekly.days, at: [shift.weekly.at] }] }
    : { ...(rotates && { shift: shiftText(shift) }), hand_off: at };
}

function shiftText(shift: { readonly days: number } | { readonly hours: number }): string {
  if ('hours' in shift) {
    return `${shift.hours}h`;
  }
  return shift.days % 7 === 0 ? `${shift.days / 7}w` : `${shift.days}d`;
}

/** Overrides are run-time data: what is still to come is told as commands. */
function madeOverrides(
  { name, timeZone, overrides = [] }: OldSchedule,
  places: readonly { readonly id: string; readonly stack: Stack }[],
  { people, now }: Around,
): { readonly entries: readonly Entry[]; readonly commands: readonly string[] } {
  const made = overrides.map(({ person, instead, from, to, rotations }) => {
    const span = `${zonedTime(from, timeZone)} to ${zonedTime(to, timeZone)}`;
    const kind = `override in schedule "${name}"`;
    const id = people.idOf(person);
    const other = instead === undefined ? undefined : people.idOf(instead);
    if (to <= now) {
      return { entry: leftOut(kind, span, 'it is over'), commands: [] };
    }
    if (id === undefined || (instead !== undefined && other === undefined)) {
      const who = id === undefined ? person : instead;
      return { entry: refusal(kind, span, `nobody among the files is ${who}`), commands: [] };
    }
    const place = other === undefined ? '' : ` --instead ${other}`;
    const mine = places.filter(
      ({ stack }) =>
        rotations === undefined || stack.some((rotation) => rotations.includes(rotation.name)),
    );
    const commands = mine.map(
      (one) =>
        `npx --no-install wardbell override create ${one.id} ${id}${place} --from "${zonedTime(from, timeZone)}" --until "${zonedTime(to, timeZone)}"`,
    );
    return { entry: leftOut(kind, span, 'a command at the end of the file makes it'), commands };
  });
  return {
    entries: made.map(({ entry }) => entry),
    commands: made.flatMap(({ commands }) => commands),
  };
}
