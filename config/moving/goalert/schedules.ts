import { DAY, HOUR } from '#core/time/instant.ts';
import { listOf, numberOf, partOf, type Raw, textOf, textsOf } from '../fields.ts';
import { readSchedule, zoneFault } from '../read-schedule.ts';
import {
  type Entry,
  type Fault,
  type OldOverride,
  type OldRotation,
  type ReadSchedule,
  refusal,
} from '../system.ts';
import { instantOf, wallOf } from '../wall.ts';
import { DAY_MINUTES, minutesOf, type WeeklySpan, weekly } from '../week.ts';

/** Reads a schedule: all of its assignments that apply are on call together. */
export function scheduleOf(
  value: Raw,
  rotations: readonly Raw[],
  overrides: readonly Raw[],
): ReadSchedule {
  const name = textOf(value, 'name') ?? '';
  const key = textOf(value, 'id') ?? name;
  const entries: Entry[] = [];
  if (listOf(value, 'temporarySchedules').length > 0) {
    const why = 'set overrides here while the platform runs: wardbell override create';
    entries.push(refusal('temporary schedules of schedule', name, why));
  }
  const mine = overrides.filter((one) => textOf(partOf(one, 'target'), 'id') === key);
  const read = readSchedule({
    key,
    name,
    zone: textOf(value, 'timeZone'),
    kind: 'assignment',
    parts: listOf(value, 'targets'),
    nameOf: (assigned) => textOf(partOf(assigned, 'target'), 'name', 'id') ?? '',
    rotationOf: (assigned, timeZone) =>
      assignmentOf(partOf(assigned, 'target'), listOf(assigned, 'rules'), timeZone, rotations),
    overrides: (timeZone) =>
      mine.flatMap((one) => {
        const made = overrideOf(one, timeZone);
        if ('fault' in made) {
          entries.push(refusal(`override in schedule "${name}"`, made.span, made.fault));
          return [];
        }
        return [made];
      }),
  });
  return { ...read, entries: [...read.entries, ...entries] };
}

function assignmentOf(
  target: Raw,
  rules: readonly Raw[],
  timeZone: string,
  rotations: readonly Raw[],
): OldRotation | Fault {
  const id = textOf(target, 'id') ?? '';
  const only = weekly(rules.flatMap(spansOf));
  if (textOf(target, 'type') === 'user') {
    const name = textOf(target, 'name') ?? id;
    return { ...ALWAYS, name, crews: [[id]], only };
  }
  const rotation = rotations.find((one) => textOf(one, 'id') === id);
  if (rotation === undefined) {
    return { fault: 'no file has this rotation' };
  }
  const read = rotationOf(rotation);
  if ('fault' in read) {
    return read;
  }
  return read.timeZone === timeZone || only.length === 0
    ? { ...read, only }
    : { fault: `its turns change by ${read.timeZone}, and its hours are of ${timeZone}` };
}

const ALWAYS = { start: '2000-01-03T00:00', shift: { days: 7 }, rank: 0 } as const;

/**
 * Reads a rotation. It tells who has the turn now, and not who had the first one: our turns are
 * counted from the last hand-off, which the next one tells.
 */
export function rotationOf(value: Raw): OldRotation | Fault {
  const timeZone = textOf(value, 'timeZone') ?? 'UTC';
  const fault = zoneFault(timeZone);
  if (fault !== undefined) {
    return fault;
  }
  const length = numberOf(value, 'shiftLength') ?? 1;
  const shift = SHIFTS[textOf(value, 'type') ?? '']?.(length);
  const [next = ''] = textsOf(value, 'nextHandoffTimes');
  const at = instantOf(next, timeZone);
  const people = textsOf(value, 'userIDs');
  if (shift === undefined) {
    return { fault: `turns of months cannot be said: here they are hours, days or weeks` };
  }
  if (people.length === 0) {
    return { fault: 'nobody takes turns in it' };
  }
  if (at === undefined && people.length > 1) {
    return {
      fault: 'no file tells its nextHandoffTimes, without which nobody knows whose turn it is',
    };
  }
  const active = numberOf(value, 'activeUserIndex') ?? 0;
  return {
    name: textOf(value, 'name') ?? 'rotation',
    start: at === undefined ? ALWAYS.start : before(wallOf(at, timeZone), shift),
    timeZone,
    shift,
    crews: [...people.slice(active), ...people.slice(0, active)].map((key) => [key]),
    only: [],
    rank: 0,
  };
}

const SHIFTS: Readonly<Record<string, (length: number) => Shift>> = {
  hourly: (hours) => ({ hours }),
  daily: (days) => ({ days }),
  weekly: (weeks) => ({ days: 7 * weeks }),
};

type Shift = { readonly days: number } | { readonly hours: number };

/** Returns when a turn began, on the wall clock, by when it ends. */
function before(wall: string, shift: Shift): string {
  const length = 'days' in shift ? shift.days * DAY : shift.hours * HOUR;
  return new Date(Date.parse(`${wall}Z`) - length).toISOString().slice(0, 16);
}

/** A rule has hours of the day on days of the week, from Sunday; from and to alike are 24 hours. */
function spansOf(rule: Raw): readonly WeeklySpan[] {
  const [from, to] = [minutesOf(textOf(rule, 'start') ?? ''), minutesOf(textOf(rule, 'end') ?? '')];
  const minutes = to > from ? to - from : to - from + DAY_MINUTES;
  const { weekdayFilter } = rule;
  const days = Array.isArray(weekdayFilter) ? weekdayFilter : Array.from({ length: 7 }, () => true);
  return days.flatMap((isOn, sunday) =>
    isOn === true ? [{ from: ((sunday + 6) % 7) * DAY_MINUTES + from, minutes }] : [],
  );
}

function overrideOf(value: Raw, timeZone: string): OldOverride | (Fault & { span: string }) {
  const [start, end] = [textOf(value, 'start') ?? '', textOf(value, 'end') ?? ''];
  const [from, to] = [instantOf(start, timeZone), instantOf(end, timeZone)];
  const person = textOf(partOf(value, 'addUser'), 'id') ?? textOf(value, 'addUserID');
  const instead = textOf(partOf(value, 'removeUser'), 'id') ?? textOf(value, 'removeUserID');
  if (from === undefined || to === undefined || person === undefined || instead === undefined) {
    const fault = 'it adds or removes somebody: here somebody takes the place of another';
    return { span: `${start} to ${end}`, fault };
  }
  return { person, instead, from, to };
}
