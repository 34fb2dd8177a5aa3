import type { Restriction } from '#core/oncall/schedule.ts';
import { listOf, numberOf, partOf, type Raw, textOf } from '../fields.ts';
import { readSchedule } from '../read-schedule.ts';
import type { Fault, OldOverride, OldRotation, ReadSchedule } from '../system.ts';
import { instantOf, wallOf } from '../wall.ts';
import { DAY_MINUTES, daily, dayNumber, WEEK_MINUTES, type WeeklySpan, weekly } from '../week.ts';

/** Returns the keys of the people of a team; undefined if no file has the team. */
export type MembersOf = (team: Raw) => readonly string[] | undefined;

/** Reads a schedule: all of its rotations that apply are on call together. */
export function scheduleOf(value: Raw, membersOf: MembersOf): ReadSchedule {
  const name = textOf(value, 'name') ?? '';
  const isOff = value['enabled'] === false;
  return readSchedule({
    key: textOf(value, 'id') ?? name,
    name,
    zone: textOf(value, 'timezone', 'timeZone'),
    kind: 'rotation',
    parts: listOf(value, 'rotations'),
    nameOf: (rotation) => textOf(rotation, 'name') ?? '',
    rotationOf: (rotation, timeZone) => rotationOf(rotation, timeZone, membersOf),
    overrides: (timeZone) => listOf(value, 'overrides').flatMap((one) => overrideOf(one, timeZone)),
    ...(isOff && { notes: ['it is disabled there, and notifies nobody'] }),
  });
}

/** Lengths of turns by their type. */
const SHIFTS: Readonly<Record<string, (length: number) => OldRotation['shift']>> = {
  hourly: (hours) => ({ hours }),
  daily: (days) => ({ days }),
  weekly: (weeks) => ({ days: 7 * weeks }),
};

function rotationOf(value: Raw, timeZone: string, membersOf: MembersOf): OldRotation | Fault {
  const name = textOf(value, 'name') ?? 'rotation';
  const begins = instantOf(textOf(value, 'startDate') ?? '', timeZone);
  const shift = SHIFTS[textOf(value, 'type') ?? 'weekly']?.(numberOf(value, 'length') ?? 1);
  if (begins === undefined || shift === undefined) {
    return { fault: 'its startDate or its type cannot be read' };
  }
  const notes: string[] = [];
  const crews: (readonly string[])[] = [];
  for (const participant of listOf(value, 'participants', 'participant')) {
    const type = textOf(participant, 'type') ?? 'user';
    const called = textOf(participant, 'username', 'name', 'id') ?? '';
    if (type === 'none') {
      crews.push([]);
    } else if (type === 'user') {
      crews.push([textOf(participant, 'id', 'username') ?? '']);
    } else {
      const members = type === 'team' ? membersOf(participant) : undefined;
      if (members === undefined) {
        return { fault: `the ${type} ${called} takes turns in it: here only people do` };
      }
      notes.push(`the team ${called} takes a turn: all its members have it together`);
      crews.push(members);
    }
  }
  if (crews.length === 0) {
    return { fault: 'nobody takes turns in it' };
  }
  const only = restrictionsOf(partOf(value, 'timeRestriction'));
  const end = instantOf(textOf(value, 'endDate') ?? '', timeZone);
  return {
    name,
    start: wallOf(begins, timeZone),
    shift,
    crews,
    only,
    rank: 0,
    notes,
    ...(end !== undefined && { end }),
  };
}

/** `time-of-day` is of each day, `weekday-and-time-of-day` of days of the week. */
function restrictionsOf(value: Raw): readonly Restriction[] {
  const spans = listOf(value, 'restrictions', 'restriction');
  const [first] = spans;
  if (first === undefined) {
    return [];
  }
  if (textOf(first, 'startDay') === undefined) {
    const [from, to] = [timeAt(first, 'start'), timeAt(first, 'end')];
    return daily(from, to > from ? to - from : to - from + DAY_MINUTES);
  }
  return weekly(spans.map(weekdaySpan));
}

function weekdaySpan(span: Raw): WeeklySpan {
  const at = (end: 'start' | 'end') =>
    dayNumber(textOf(span, `${end}Day`) ?? '') * DAY_MINUTES + timeAt(span, end);
  const [from, to] = [at('start'), at('end')];
  return { from, minutes: to > from ? to - from : to - from + WEEK_MINUTES };
}

function timeAt(value: Raw, end: 'start' | 'end'): number {
  return (numberOf(value, `${end}Hour`) ?? 0) * 60 + (numberOf(value, `${end}Min`) ?? 0);
}

function overrideOf(value: Raw, timeZone: string): readonly OldOverride[] {
  const from = instantOf(textOf(value, 'startDate') ?? '', timeZone);
  const to = instantOf(textOf(value, 'endDate') ?? '', timeZone);
  const user = partOf(value, 'user');
  const rotations = listOf(value, 'rotations').flatMap((one) => textOf(one, 'name') ?? []);
  return from === undefined || to === undefined
    ? []
    : [
        {
          person: textOf(user, 'id', 'username') ?? '',
          from,
          to,
          ...(rotations.length > 0 && { rotations }),
        },
      ];
}
